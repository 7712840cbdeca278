package dev.secretariat.sync;

import static dev.secretariat.sync.ChannelWaits.put;
import static dev.secretariat.sync.ChannelWaits.take;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a channel ends: what is in it is taken, and then all are told. */
@Timeout(60)
class ChannelEndTest {
    @Test
    void whatIsInAClosedChannelIsTakenStill() throws Exception {
        Channel<Integer> channel = Channel.bounded(1);
        assertTrue(channel.offer(1));
        Put<Integer> waits = put(channel, 2);
        channel.close();
        assertTrue(channel.isClosed());
        assertFalse(channel.isEnded());
        assertFalse(waits.isAccepted());
        assertThrows(ChannelClosedException.class, () -> channel.offer(3));
        assertThrows(ChannelClosedException.class, put(channel, 3)::isAccepted);
        assertEquals(1, channel.take());
        assertTrue(waits.isAccepted());
        assertEquals(2, channel.take());
        assertTrue(channel.isEnded());
        assertNull(channel.take());
        assertNull(channel.poll());
        assertNull(take(channel).get());
        assertEquals("channel of 1, 0 in it, closed", channel.toString());
    }

    @Test
    void aCauseIsToldWhenNothingIsLeft() throws Exception {
        Channel<Integer> channel = Channel.bounded(1);
        assertTrue(channel.offer(1));
        Throwable cause = new IllegalArgumentException("bad mail");
        channel.close(cause);
        assertSame(
                cause,
                assertThrows(ChannelClosedException.class, () -> channel.offer(2))
                        .getCause());
        assertEquals(1, channel.poll());
        assertSame(
                cause, assertThrows(ChannelClosedException.class, channel::poll).getCause());
        assertSame(
                cause, assertThrows(ChannelClosedException.class, channel::take).getCause());
        assertSame(
                cause,
                assertThrows(ChannelClosedException.class, take(channel)::get).getCause());
    }

    @Test
    void theEndComesToAllThatWait() throws Exception {
        Channel<Integer> channel = Channel.rendezvous();
        Take<Integer> first = take(channel);
        Take<Integer> second = take(channel);
        channel.close();
        assertNull(first.get());
        assertNull(second.get());
    }

    /** The last element may come back: others are not told of an end before that is decided. */
    @Test
    void theEndWaitsForWhatIsLent() throws Exception {
        Channel<Integer> channel = Channel.rendezvous();
        Take<Integer> lent = take(channel);
        Take<Integer> waits = take(channel);
        assertTrue(channel.offer(1));
        channel.close();
        assertFalse(channel.isEnded());
        assertFalse(waits.isThere());
        assertNull(channel.poll());
        lent.close();
        assertEquals(1, waits.get());
        assertTrue(channel.isEnded());

        Channel<Integer> other = Channel.rendezvous();
        Take<Integer> got = take(other);
        Take<Integer> last = take(other);
        assertTrue(other.offer(2));
        other.close();
        assertEquals(2, got.get());
        assertTrue(last.isThere());
        assertNull(last.get());
    }

    @Test
    void closeNowEmptiesAndRefuses() throws Exception {
        Channel<Integer> channel = Channel.bounded(2);
        for (int i = 1; i <= 2; i++) assertTrue(channel.offer(i));
        Put<Integer> waits = put(channel, 3);
        assertEquals(List.of(1, 2), channel.closeNow());
        assertThrows(ChannelClosedException.class, waits::isAccepted);
        assertTrue(channel.isEnded());
        assertEquals(List.of(), channel.closeNow());

        Channel<Integer> closed = Channel.unbounded();
        assertTrue(closed.offer(4));
        closed.close();
        assertEquals(List.of(4), closed.closeNow(new IllegalStateException("too late to be told")));
        assertNull(closed.poll());
    }

    @Test
    void closingTwiceIsAMistake() throws Exception {
        Channel<Integer> channel = Channel.rendezvous();
        channel.close();
        String message =
                assertThrows(IllegalStateException.class, channel::close).getMessage();
        assertTrue(message.startsWith("the channel is closed already: where several tasks put"), message);
    }
}
