package dev.secretariat.cooperative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import dev.secretariat.Ticker;
import dev.secretariat.internal.Inbox;
import dev.secretariat.spi.TimerDeadline;
import dev.secretariat.spi.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DriversSeatTest {
    private final ManualTicker ticker = new ManualTicker();
    private final Inbox<Object> inbox = new Inbox<>();
    private final Driver driver =
            new Driver(CooperativeScheduler.create(), inbox, ticker, new Successor("scheduler", new NoTimers()));
    private final DriversSeat seat = new DriversSeat(driver);

    /** On another thread. */
    private static <T extends @Nullable Object> T elsewhere(Supplier<T> call)
            throws InterruptedException, ExecutionException {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> result.complete(call.get()));
        thread.start();
        return result.get();
    }

    @Test
    void onlyWhoeverHasTheSeatGetsTheDriver() throws Exception {
        assertNull(seat.mine());
        assertSame(driver, seat.tryTake());
        assertSame(driver, seat.mine());
        assertTrue(seat.isDriven());
        assertNull(elsewhere(seat::tryTake));
        assertNull(elsewhere(seat::takeUnlessDriven));
        assertNull(elsewhere(seat::tryTakeToTidyUp));
        assertNull(elsewhere(seat::mine));
        seat.leave();
        assertNull(seat.mine());
        assertSame(driver, elsewhere(seat::tryTake));
    }

    @Test
    void whoeverTidiesUpDoesNotDrive() throws Exception {
        assertNotNull(seat.tryTakeToTidyUp());
        assertTrue(seat.isTaken());
        assertFalse(seat.isDriven());
        assertNull(seat.mine());
        assertNull(elsewhere(seat::tryTake));
        assertEquals("nobody", seat.toString());
        seat.leave();
        assertFalse(seat.isTaken());
    }

    @Test
    void whatIsTidiedUpIsTheDriversFromThenOn() {
        TimerDeadline deadline = TimerDeadline.after(Duration.ofHours(2), new NoTimers());
        deadline.register(() -> {});
        inbox.post(deadline);
        seat.tryTakeToTidyUp().takeIn();
        seat.leave();
        assertTrue(inbox.isEmpty());
        assertEquals(Duration.ofHours(2), seat.tryTake().untilNextDeadline());
    }

    private final class NoTimers implements Timers {
        @Override
        public Ticker ticker() {
            return ticker;
        }

        @Override
        public void set(TimerDeadline deadline) {}

        @Override
        public void clear(TimerDeadline deadline) {}
    }
}
