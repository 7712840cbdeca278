package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Waker;
import org.junit.jupiter.api.Test;

/** A waker that throws, against its contract, is not the concern of whoever wakes it: they have what they came for, and are told so. */
class ThrowingWakersTest {
    private static final Waker THROWS = () -> {
        throw new IllegalStateException("expected: a waker that throws");
    };

    private final Channel<Integer> channel = Channel.rendezvous();

    @Test
    void whatIsOfferedIsAccepted() {
        Take<Integer> take = new Take<>(channel.exchange, this);
        channel.exchange.add(take);
        assertTrue(take.register(THROWS));
        assertTrue(channel.offer(1));
        assertEquals(1, take.get());
    }

    @Test
    void whatIsPolledIsGot() {
        Put<Integer> put = channel.newPut(1, this);
        assertTrue(put.register(THROWS));
        assertEquals(1, channel.poll());
        assertTrue(put.isAccepted());
    }

    @Test
    void whoGivesAMutexBackIsDoneWithIt() {
        Mutex mutex = new Mutex();
        Hold first = mutex.tryLock();
        Hold second = mutex.request(1, this);
        assertTrue(second.register(THROWS));
        first.close();
        assertTrue(second.isHeld());
    }

    @Test
    void whoSignalsAllHasSignalledAll() {
        Signal signal = new Signal();
        assertTrue(signal.request(this).register(THROWS));
        Signal.Wait other = signal.request(this);
        assertEquals(2, signal.all());
        assertTrue(other.isGiven());
    }
}
