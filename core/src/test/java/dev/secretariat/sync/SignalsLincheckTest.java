package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.internal.Scenarios;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Signals and barriers are linearizable, as each of those that wait sees them who look at their own wait. A wake that is lost shows as a hang.
 */
class SignalsLincheckTest {
    /** More than there are threads, with those that run what comes before and after. */
    private static final int THREADS = 8;

    private static final int PARTIES = 3;

    static {
        System.setProperty("dev.secretariat.sync.pause", "1"); // longer loops are taken for ones without an end
    }

    private static ModelCheckingOptions modelChecking(Class<?> specification) {
        return new ModelCheckingOptions()
                .iterations(10)
                .invocationsPerIteration(500)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(1)
                .sequentialSpecification(specification);
    }

    /** Runs one scenario, of operations that may wait for others. */
    private static ModelCheckingOptions scenario(Class<?> specification, Class<?> operations, String... threads) {
        return modelChecking(specification)
                .iterations(0)
                .minimizeFailedScenario(false)
                .addCustomScenario(Scenarios.of(operations, "", threads));
    }

    private static void assertCaught(Class<?> mutant, Class<?> specification, Class<?> operations, String... threads) {
        ModelCheckingOptions options = scenario(specification, operations, threads);
        assertThrows(LincheckAssertionError.class, () -> options.check(mutant));
    }

    @Test
    void signals() {
        modelChecking(ModelSignal.class).check(RealSignal.class);
    }

    @Test
    void barriers() {
        modelChecking(ModelBarrier.class).check(RealBarrier.class);
    }

    @Test
    void nobodyWaitsBesideWhatWasSignalled() {
        scenario(ModelStock.class, StockOperations.class, "take", "put").check(RealStock.class);
        scenario(ModelStock.class, StockOperations.class, "take", "giveUp", "put")
                .check(RealStock.class);
        scenario(ModelStock.class, StockOperations.class, "take; take", "put; put")
                .check(RealStock.class);
    }

    @Test
    void nobodyWaitsAtABarrierToWhichAllHaveCome() {
        scenario(ModelMeeting.class, MeetingOperations.class, "come", "come; come", "leave")
                .check(RealMeeting.class);
        scenario(ModelMeeting.class, MeetingOperations.class, "come", "comeAndGo; come", "leave")
                .check(RealMeeting.class);
    }

    @Test
    void aSignalToTheSameOneTwiceIsCaught() {
        assertCaught(
                LooksForTheFirstThenTellsIt.class, ModelSignal.class, SignalOperations.class, "request 1; one", "one");
    }

    @Test
    void aWaitThatKeepsTheSignalItDoesNotUseIsCaught() {
        assertCaught(KeepsTheSignal.class, ModelStock.class, StockOperations.class, "take", "giveUp", "put");
    }

    @Test
    void oneThatComesBesideAnotherAndIsNotCountedIsCaught() {
        assertCaught(
                CountsWithoutTheLock.class,
                ModelBarrier.class,
                BarrierOperations.class,
                "leave; come 1; isWaiting 1",
                "come 2; isWaiting 2");
    }

    // ---- Signals ----

    @Param(name = "thread", gen = ThreadIdGen.class)
    public abstract static class SignalOperations {
        /** Gets in line; false for a thread that waits. */
        @Operation
        public abstract boolean request(@Param(name = "thread") int thread);

        @Operation
        public abstract boolean isGiven(@Param(name = "thread") int thread);

        @Operation
        public abstract void use(@Param(name = "thread") int thread);

        @Operation
        public abstract void close(@Param(name = "thread") int thread);

        @Operation
        public abstract boolean one();

        @Operation
        public abstract int all();
    }

    public static class RealSignal extends SignalOperations {
        private final Signal signal = new Signal();
        private final Signal.Wait[] waits = new Signal.Wait[THREADS];

        @Override
        public boolean request(int thread) {
            Signal.Wait before = waits[thread];
            if (before != null && before.isWaiting()) return false;
            if (before != null) before.close();
            waits[thread] = signal.request(this);
            return true;
        }

        @Override
        public boolean isGiven(int thread) {
            return waits[thread] != null && waits[thread].isGiven();
        }

        @Override
        public void use(int thread) {
            if (waits[thread] != null) waits[thread].use();
        }

        @Override
        public void close(int thread) {
            if (waits[thread] != null) waits[thread].close();
        }

        @Override
        public boolean one() {
            return signal.one();
        }

        @Override
        public int all() {
            return signal.all();
        }

        @Validate
        public void theLineHoldsThoseThatWait() {
            int waiting = 0;
            for (Signal.Wait wait : waits) {
                if (wait != null && wait.isWaiting()) waiting++;
            }
            assertEquals(waiting, signal.waiting());
        }
    }

    public static class ModelSignal extends SignalOperations {
        private final List<Integer> line = new ArrayList<>();
        private final boolean[] given = new boolean[THREADS];
        private final boolean[] unused = new boolean[THREADS];

        @Override
        public boolean request(int thread) {
            if (line.contains(thread)) return false;
            close(thread);
            given[thread] = false;
            return line.add(thread);
        }

        @Override
        public boolean isGiven(int thread) {
            return given[thread];
        }

        @Override
        public void use(int thread) {
            unused[thread] = false;
        }

        @Override
        public void close(int thread) {
            boolean wasInLine = line.remove((Integer) thread);
            if (wasInLine || !unused[thread]) return;
            unused[thread] = false;
            one();
        }

        @Override
        public boolean one() {
            if (line.isEmpty()) return false;
            int first = line.remove(0);
            given[first] = true;
            unused[first] = true;
            return true;
        }

        @Override
        public int all() {
            int count = line.size();
            while (one()) {}
            return count;
        }
    }

    public static class LooksForTheFirstThenTellsIt extends ModelSignal {
        private final AtomicInteger waiting = new AtomicInteger(); // what is written to an AtomicInteger, all see

        @Override
        public boolean request(int thread) {
            waiting.set(1);
            return true;
        }

        @Override
        public boolean one() {
            if (waiting.get() == 0) return false;
            waiting.set(0);
            return true;
        }
    }

    // ---- What signals are for ----

    public abstract static class StockOperations {
        @Operation
        public abstract void put();

        /** Waits until there is something. */
        @Operation
        public abstract void take();

        /** Gets in line, and leaves it. */
        @Operation
        public abstract void giveUp();
    }

    public static class RealStock extends StockOperations {
        private final Signal changed = new Signal();
        private final AtomicInteger stock = new AtomicInteger();

        @Override
        public void put() {
            stock.getAndIncrement();
            boolean ignored = changed.one();
        }

        @Override
        public void take() {
            for (boolean taken = false; !taken; ) {
                Signal.Wait wait = changed.request(this);
                taken = takeOne();
                while (!taken && !wait.isGiven()) Thread.onSpinWait();
                if (!taken) wait.use();
                wait.close();
            }
        }

        private boolean takeOne() {
            int now = stock.get();
            return now > 0 && stock.compareAndSet(now, now - 1);
        }

        @Override
        public void giveUp() {
            leave(changed.request(this));
        }

        void leave(Signal.Wait wait) {
            wait.close();
        }
    }

    public static class KeepsTheSignal extends RealStock {
        @Override
        void leave(Signal.Wait wait) {
            wait.use();
            wait.close();
        }
    }

    /** Whatever was put is taken in some order. */
    public static class ModelStock extends StockOperations {
        private int stock;

        @Override
        public void put() {
            stock++;
        }

        @Override
        public void take() {
            if (stock-- == 0) throw new IllegalStateException("nothing was put yet");
        }

        @Override
        public void giveUp() {}
    }

    // ---- Barriers ----

    @Param(name = "thread", gen = ThreadIdGen.class)
    public abstract static class BarrierOperations {
        /** Comes; false for a thread that waits. */
        @Operation
        public abstract boolean come(@Param(name = "thread") int thread);

        @Operation
        public abstract boolean isWaiting(@Param(name = "thread") int thread);

        @Operation
        public abstract void go(@Param(name = "thread") int thread);

        /** Waits for one fewer from now on; false if there is nobody left. */
        @Operation
        public abstract boolean leave();
    }

    public static class RealBarrier extends BarrierOperations {
        private final Barrier barrier = new Barrier(PARTIES);
        private final Barrier.Arrival[] arrivals = new Barrier.Arrival[THREADS];

        @Override
        public boolean come(int thread) {
            if (isWaiting(thread)) return false;
            arrivals[thread] = barrier.arrive(this);
            return true;
        }

        @Override
        public boolean isWaiting(int thread) {
            return arrivals[thread] != null && arrivals[thread].isWaiting();
        }

        @Override
        public void go(int thread) {
            if (arrivals[thread] != null) arrivals[thread].close();
        }

        @Override
        public boolean leave() {
            try {
                barrier.leave();
                return true;
            } catch (IllegalStateException nobodyIsLeft) {
                return false;
            }
        }
    }

    public static class ModelBarrier extends BarrierOperations {
        final List<Integer> line = new ArrayList<>();
        private int parties = PARTIES;

        @Override
        public boolean come(int thread) {
            if (line.contains(thread)) return false;
            line.add(thread);
            openIfAllHaveCome();
            return true;
        }

        private void openIfAllHaveCome() {
            if (line.size() >= parties) line.clear();
        }

        @Override
        public boolean isWaiting(int thread) {
            return line.contains(thread);
        }

        @Override
        public void go(int thread) {
            line.remove((Integer) thread);
        }

        @Override
        public boolean leave() {
            if (parties == 0) return false;
            parties--;
            openIfAllHaveCome();
            return true;
        }
    }

    public static class CountsWithoutTheLock extends BarrierOperations {
        private volatile int parties = PARTIES;
        private volatile int come;
        private volatile int round;
        private final int[] cameIn = new int[THREADS];

        @Override
        public boolean come(int thread) {
            cameIn[thread] = round;
            int before = come;
            come = before + 1;
            if (come >= parties) open();
            return true;
        }

        private void open() {
            come = 0;
            int before = round;
            round = before + 1;
        }

        @Override
        public boolean isWaiting(int thread) {
            return cameIn[thread] == round;
        }

        @Override
        public void go(int thread) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean leave() {
            int before = parties;
            parties = before - 1;
            return true;
        }
    }

    // ---- What barriers are for ----

    public abstract static class MeetingOperations {
        /** Waits for all. */
        @Operation
        public abstract void come();

        @Operation
        public abstract void comeAndGo();

        @Operation
        public abstract void leave();
    }

    /** Of two, or, after one has left, of one. */
    public static class RealMeeting extends MeetingOperations {
        private final Barrier barrier = new Barrier(2);

        @Override
        public void come() {
            Barrier.Arrival arrival = barrier.arrive(this);
            while (arrival.isWaiting()) Thread.onSpinWait();
        }

        @Override
        public void comeAndGo() {
            barrier.arrive(this).close();
        }

        @Override
        public void leave() {
            barrier.leave();
        }
    }

    /** All come to their end. */
    public static class ModelMeeting extends MeetingOperations {
        @Override
        public void come() {}

        @Override
        public void comeAndGo() {}

        @Override
        public void leave() {}
    }
}
