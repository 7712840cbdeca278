package dev.secretariat.sync;

import static dev.secretariat.rules.StackEdge.MANY;
import static dev.secretariat.rules.StackEdge.each;
import static dev.secretariat.rules.StackEdge.waiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.secretariat.Scheduler;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.rules.StackEdge;
import dev.secretariat.rules.StackEdge.Kind;
import dev.secretariat.rules.StackEdge.Once;
import dev.secretariat.rules.StackEdge.Preparation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Locks, permits, latches, signals and barriers at the end of the stack: a call is made wholly, or throws having done nothing. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SyncStackEdgeTest {
    private static Task<Hold> waitsForPermit(Keeper keeper) {
        return StackEdge.waits(worker -> keeper.request(1, worker.task()), Hold::isHeld);
    }

    private static Task<Signal.Wait> waitsForSignal(Signal signal) {
        return StackEdge.waits(signal::request, Signal.Wait::isGiven);
    }

    private static final class TakesAndGivesBack extends Once {
        private final Mutex mutex = new Mutex();
        private final Hold[] holds = new Hold[MANY];

        TakesAndGivesBack(Scheduler unused) {}

        @Override
        protected void act(Worker worker, int level) {
            Hold hold = mutex.tryLock();
            if (hold == null) return;
            holds[level] = hold;
            hold.close();
        }

        @Override
        public void check() {
            for (Hold hold : holds) {
                if (hold != null) hold.close();
            }
            assertNotNull(mutex.tryLock(), mutex::toString);
        }
    }

    private static final class GivesBackToOneThatWaits extends Once {
        private final List<Mutex> mutexes = each(i -> new Mutex());
        private final List<Hold> holds = each(i -> mutexes.get(i).tryLock());
        private final List<TaskHandle<?>> handles;

        GivesBackToOneThatWaits(Scheduler scheduler) {
            handles = waiting(scheduler, i -> waitsForPermit(mutexes.get(i)));
        }

        @Override
        protected void act(Worker worker, int level) {
            holds.get(level).close();
        }

        @Override
        public void check() throws Exception {
            StackEdge.awaitEnd(handles);
        }
    }

    private static final class GetsInLine extends Once {
        private final Permits permits = new Permits(0);
        private final Hold[] holds = new Hold[MANY];

        GetsInLine(Scheduler unused) {}

        @Override
        protected void act(Worker worker, int level) {
            holds[level] = permits.request(1, this);
        }

        @Override
        public void check() {
            assertEquals(MANY, permits.waiting());
            assertEquals(MANY, permits.line.length());
            permits.add(MANY);
            for (Hold hold : holds) hold.close();
            assertEquals(MANY, permits.available());
        }
    }

    private static final class LeavesTheLine extends Once {
        private final Permits permits = new Permits(0);
        private final List<Hold> holds = each(i -> permits.request(1, this));

        LeavesTheLine(Scheduler unused) {}

        @Override
        protected void act(Worker worker, int level) {
            holds.get(level).close();
        }

        @Override
        public void check() {
            assertEquals(0, permits.waiting());
            assertEquals(0, permits.line.length());
        }
    }

    private static final class AddsPermits extends Once {
        private final Permits permits = new Permits(0);
        private final List<TaskHandle<?>> handles;

        AddsPermits(Scheduler scheduler) {
            handles = waiting(scheduler, i -> waitsForPermit(permits));
        }

        @Override
        protected void act(Worker worker, int level) {
            permits.add(1);
        }

        @Override
        public void check() throws Exception {
            StackEdge.awaitEnd(handles);
            assertEquals(0, permits.available());
        }
    }

    private static final class CountsDown extends Once {
        private final List<Latch> latches = each(i -> new Latch(1));
        private final List<TaskHandle<?>> handles;

        CountsDown(Scheduler scheduler) {
            handles = waiting(scheduler, i -> StackEdge.waits(worker -> latches.get(i), Latch::isOpen));
        }

        @Override
        protected void act(Worker worker, int level) {
            latches.get(level).countDown();
        }

        @Override
        public void check() throws Exception {
            StackEdge.awaitEnd(handles);
        }
    }

    private static final class SignalsOne extends Once {
        private final Signal signal = new Signal();
        private final List<TaskHandle<?>> handles;

        SignalsOne(Scheduler scheduler) {
            handles = waiting(scheduler, i -> waitsForSignal(signal));
        }

        @Override
        protected void act(Worker worker, int level) {
            assertEquals(true, signal.one());
        }

        @Override
        public void check() throws Exception {
            StackEdge.awaitEnd(handles);
        }
    }

    private static final class HandsASignalOn extends Once {
        private final List<Signal> signals = each(i -> new Signal());
        private final List<Signal.Wait> given = each(i -> signals.get(i).request(this));
        private final List<TaskHandle<?>> handles;

        HandsASignalOn(Scheduler scheduler) {
            handles = waiting(scheduler, i -> waitsForSignal(signals.get(i)));
            for (Signal signal : signals) assertEquals(true, signal.one());
        }

        @Override
        protected void act(Worker worker, int level) {
            given.get(level).close();
        }

        @Override
        public void check() throws Exception {
            StackEdge.awaitEnd(handles);
        }
    }

    private static final class LeavesABarrier extends Once {
        private final List<Barrier> barriers = each(i -> new Barrier(2));
        private final List<TaskHandle<?>> handles;

        LeavesABarrier(Scheduler scheduler) {
            handles = waiting(
                    scheduler,
                    i -> StackEdge.<Barrier.Arrival>waits(barriers.get(i)::request, arrival -> !arrival.isWaiting()));
        }

        @Override
        protected void act(Worker worker, int level) {
            barriers.get(level).leave();
        }

        @Override
        public void check() throws Exception {
            StackEdge.awaitEnd(handles);
        }
    }

    private static final class ComesToABarrier extends Once {
        private final Barrier barrier = new Barrier(MANY + 1);
        private final Barrier.Arrival[] arrivals = new Barrier.Arrival[MANY];

        ComesToABarrier(Scheduler unused) {}

        @Override
        protected void act(Worker worker, int level) {
            arrivals[level] = barrier.arrive(this);
        }

        @Override
        public void check() {
            assertEquals(MANY, barrier.waiting());
            for (Barrier.Arrival arrival : arrivals) arrival.close();
            assertEquals(0, barrier.waiting());
        }
    }

    /** What every level does. */
    @SuppressWarnings("ImmutableEnumChecker") // it is
    enum Act {
        TAKES_AND_GIVES_BACK(TakesAndGivesBack::new),
        GIVES_BACK_TO_ONE_THAT_WAITS(GivesBackToOneThatWaits::new),
        GETS_IN_LINE(GetsInLine::new),
        LEAVES_THE_LINE(LeavesTheLine::new),
        ADDS_PERMITS(AddsPermits::new),
        COUNTS_DOWN(CountsDown::new),
        SIGNALS_ONE(SignalsOne::new),
        HANDS_A_SIGNAL_ON(HandsASignalOn::new),
        LEAVES_A_BARRIER(LeavesABarrier::new),
        COMES_TO_A_BARRIER(ComesToABarrier::new);

        private final Preparation prepared;

        Act(Preparation prepared) {
            this.prepared = prepared;
        }
    }

    static Stream<Arguments> all() {
        return StackEdge.arguments(Act.values());
    }

    @ParameterizedTest
    @MethodSource("all")
    void required_T11_aCallIsMadeWhollyOrNotAtAll(Act act, Kind kind, boolean inStep) throws Exception {
        StackEdge.check(act.prepared, kind, inStep);
    }
}
