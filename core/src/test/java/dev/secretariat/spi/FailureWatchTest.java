package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import dev.secretariat.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class FailureWatchTest {
    private final ManualTicker ticker = new ManualTicker();
    private final List<String> told = new ArrayList<>();
    private final ByHand scheduler = new ByHand();

    /** Runs steps, and rings deadlines, when the test says so. */
    private final class ByHand extends SchedulerBase {
        final Queue<TaskCell<?>> queue = new ArrayDeque<>();
        final List<TimerDeadline> deadlines = new ArrayList<>();
        boolean outOfTimers;
        private final WorkerBase worker = newWorker(0);

        ByHand() {
            super("by hand", ticker, (task, failure) -> told.add(task.name()));
        }

        @Override
        protected void ready(TaskCell<?> cell, Reason reason) {
            queue.add(cell);
        }

        void fail(String name) {
            submit(name, worker -> {
                throw new IllegalStateException("on purpose");
            });
            runStep(queue.remove(), worker);
        }

        void ring() {
            List<TimerDeadline> due = List.copyOf(deadlines);
            deadlines.clear();
            for (TimerDeadline deadline : due) {
                if (deadline.isAwaited() && !deadline.ring()) deadlines.add(deadline);
            }
        }

        @Override
        protected Timers timers() {
            return new Timers() {
                @Override
                public Ticker ticker() {
                    return ticker;
                }

                @Override
                public void set(TimerDeadline deadline) {
                    if (outOfTimers) throw new IllegalStateException("no timers");
                    deadlines.add(deadline);
                }

                @Override
                public void clear(TimerDeadline deadline) {}
            };
        }
    }

    @Test
    void anyNumberOfFailuresHasOneAlarm() {
        for (int i = 0; i < 1_000; i++) scheduler.fail("one");
        assertEquals(1, scheduler.deadlines.size());
        ticker.advance(Duration.ofSeconds(1));
        scheduler.ring();
        assertEquals(1_000, told.size());
        assertEquals(0, scheduler.deadlines.size());
    }

    @Test
    void eachIsReportedASecondAfterItsOwnEnd() {
        scheduler.fail("first");
        ticker.advance(Duration.ofMillis(600));
        scheduler.fail("second");
        ticker.advance(Duration.ofMillis(600));
        scheduler.ring();
        assertEquals(List.of("first"), told);
        assertEquals(1, scheduler.deadlines.size());
        ticker.advance(Duration.ofMillis(399));
        scheduler.ring();
        assertEquals(List.of("first"), told);
        ticker.advance(Duration.ofMillis(1));
        scheduler.ring();
        assertEquals(List.of("first", "second"), told);
        scheduler.fail("third");
        assertEquals(1, scheduler.deadlines.size());
    }

    @Test
    void withoutTimersAllAreReportedAtOnceAndLaterOnesHaveAnAlarmAgain() {
        scheduler.outOfTimers = true;
        scheduler.fail("first");
        assertEquals(List.of("first"), told);
        scheduler.outOfTimers = false;
        scheduler.fail("second");
        assertEquals(List.of("first"), told);
        assertEquals(1, scheduler.deadlines.size());
        scheduler.close();
        assertEquals(List.of("first", "second"), told);
        assertTrue(scheduler.isTerminated());
        assertFalse(scheduler.deadlines.get(0).isAwaited());
    }
}
