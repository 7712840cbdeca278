package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.internal.Scenarios;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Mutexes and read-write locks are linearizable where nobody waits, and where somebody does, so is what they guard. A grant that is lost shows as a hang.
 */
class LocksLincheckTest {
    /** More than there are threads, with those that run what comes before and after. */
    private static final int THREADS = 8;

    private static final int READ = 1;
    private static final int WRITE = Integer.MAX_VALUE;

    private static ModelCheckingOptions modelChecking(Class<?> specification) {
        return new ModelCheckingOptions()
                .iterations(30)
                .invocationsPerIteration(500)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .sequentialSpecification(specification);
    }

    private static void assertCaught(Class<?> mutant, Class<?> specification, Class<?> operations, String... threads) {
        ModelCheckingOptions options = modelChecking(specification)
                .iterations(0)
                .minimizeFailedScenario(false)
                .addCustomScenario(Scenarios.of(operations, "", threads));
        assertThrows(LincheckAssertionError.class, () -> options.check(mutant));
    }

    @Test
    void mutexes() {
        modelChecking(ModelMutex.class).check(RealMutex.class);
    }

    @Test
    void readWriteLocks() {
        modelChecking(ModelReadWriteLock.class).check(RealReadWriteLock.class);
    }

    @Test
    void whatAMutexGuards() {
        modelChecking(Counter.class).iterations(10).check(GuardedByMutex.class);
    }

    @Test
    void whatAReadWriteLockGuards() {
        modelChecking(Counter.class).iterations(10).check(GuardedByReadWriteLock.class);
    }

    @Test
    void threeThreadsAtAMutex() {
        modelChecking(Counter.class).iterations(5).threads(3).actorsPerThread(2).check(GuardedByMutex.class);
    }

    @Test
    void mutexesThatAreLookedAtAndThenTakenAreCaught() {
        assertCaught(LooksThenLocks.class, ModelMutex.class, MutexOperations.class, "tryLock 1", "tryLock 2");
    }

    @Test
    void readersBesideAWriterAreCaught() {
        assertCaught(
                CountsReadersAndWriterApart.class,
                ModelReadWriteLock.class,
                ReadWriteLockOperations.class,
                "tryRead 1",
                "tryWrite 2");
    }

    @Test
    void aCounterThatIsReadBesideItsWriterIsCaught() {
        assertCaught(ReadWithoutTheLock.class, Counter.class, CounterOperations.class, "increment", "read");
    }

    // ---- Mutexes ----

    @Param(name = "thread", gen = ThreadIdGen.class)
    public abstract static class MutexOperations {
        @Operation
        public abstract boolean tryLock(@Param(name = "thread") int thread);

        /** Returns whether the thread held it. */
        @Operation
        public abstract boolean unlock(@Param(name = "thread") int thread);

        @Operation
        public abstract boolean isHeld();
    }

    public static class RealMutex extends MutexOperations {
        private final Mutex mutex = new Mutex();
        private final Holds holds = new Holds();

        @Override
        public boolean tryLock(int thread) {
            return holds.keep(thread, mutex.tryLock());
        }

        @Override
        public boolean unlock(int thread) {
            return holds.close(thread);
        }

        @Override
        public boolean isHeld() {
            return mutex.isHeld();
        }
    }

    /** What each thread holds. */
    private static final class Holds {
        private final Hold[] holds = new Hold[THREADS];

        boolean keep(int thread, Hold taken) {
            if (taken == null) return false;
            if (holds[thread] != null) throw new AssertionError("held twice");
            holds[thread] = taken;
            return true;
        }

        boolean isNone(int thread) {
            return holds[thread] == null;
        }

        boolean close(int thread) {
            Hold hold = holds[thread];
            if (hold == null) return false;
            holds[thread] = null;
            hold.close();
            return true;
        }
    }

    public static class ModelMutex extends MutexOperations {
        private static final int NOBODY = -1;

        private int holder = NOBODY;

        @Override
        public boolean tryLock(int thread) {
            if (holder != NOBODY) return false;
            holder = thread;
            return true;
        }

        @Override
        public boolean unlock(int thread) {
            if (holder != thread) return false;
            holder = NOBODY;
            return true;
        }

        @Override
        public boolean isHeld() {
            return holder != NOBODY;
        }
    }

    public static class LooksThenLocks extends MutexOperations {
        private volatile int holder = -1;

        @Override
        public boolean tryLock(int thread) {
            if (holder >= 0) return false;
            holder = thread;
            return true;
        }

        @Override
        public boolean unlock(int thread) {
            if (holder != thread) return false;
            holder = -1;
            return true;
        }

        @Override
        public boolean isHeld() {
            return holder >= 0;
        }
    }

    // ---- Read-write locks ----

    @Param(name = "thread", gen = ThreadIdGen.class)
    public abstract static class ReadWriteLockOperations {
        /** Does nothing for a thread that holds it. */
        @Operation
        public abstract boolean tryRead(@Param(name = "thread") int thread);

        /** Does nothing for a thread that holds it. */
        @Operation
        public abstract boolean tryWrite(@Param(name = "thread") int thread);

        @Operation
        public abstract boolean unlock(@Param(name = "thread") int thread);

        @Operation
        public abstract int readers();

        @Operation
        public abstract boolean isWritten();
    }

    public static class RealReadWriteLock extends ReadWriteLockOperations {
        private final ReadWriteLock lock = new ReadWriteLock();
        private final Holds holds = new Holds();

        @Override
        public boolean tryRead(int thread) {
            return holds.isNone(thread) && holds.keep(thread, lock.tryRead());
        }

        @Override
        public boolean tryWrite(int thread) {
            return holds.isNone(thread) && holds.keep(thread, lock.tryWrite());
        }

        @Override
        public boolean unlock(int thread) {
            return holds.close(thread);
        }

        @Override
        public int readers() {
            return lock.readers();
        }

        @Override
        public boolean isWritten() {
            return lock.isWritten();
        }
    }

    public static class ModelReadWriteLock extends ReadWriteLockOperations {
        private final boolean[] reads = new boolean[THREADS];
        private int readers;
        private int writer = -1;

        @Override
        public boolean tryRead(int thread) {
            if (reads[thread] || writer >= 0) return false;
            reads[thread] = true;
            readers++;
            return true;
        }

        @Override
        public boolean tryWrite(int thread) {
            if (readers > 0 || writer >= 0) return false;
            writer = thread;
            return true;
        }

        @Override
        public boolean unlock(int thread) {
            if (writer == thread) {
                writer = -1;
                return true;
            }
            if (!reads[thread]) return false;
            reads[thread] = false;
            readers--;
            return true;
        }

        @Override
        public int readers() {
            return readers;
        }

        @Override
        public boolean isWritten() {
            return writer >= 0;
        }
    }

    public static class CountsReadersAndWriterApart extends ReadWriteLockOperations {
        private final AtomicInteger readers = new AtomicInteger();
        private final AtomicInteger writers = new AtomicInteger();

        @Override
        public boolean tryRead(int thread) {
            if (writers.get() > 0) return false;
            readers.getAndIncrement();
            return true;
        }

        @Override
        public boolean tryWrite(int thread) {
            return readers.get() == 0 && writers.compareAndSet(0, 1);
        }

        @Override
        public boolean unlock(int thread) {
            return false;
        }

        @Override
        public int readers() {
            return readers.get();
        }

        @Override
        public boolean isWritten() {
            return writers.get() > 0;
        }
    }

    // ---- What they guard ----

    public abstract static class CounterOperations {
        @Operation
        public abstract int increment();

        @Operation
        public abstract int read();

        /** Gets in line, and leaves it. */
        @Operation
        public abstract void giveUpReading();

        @Operation
        public abstract void giveUpWriting();
    }

    public static class Counter extends CounterOperations {
        private int count;

        @Override
        public int increment() {
            return ++count;
        }

        @Override
        public int read() {
            return count;
        }

        @Override
        public void giveUpReading() {}

        @Override
        public void giveUpWriting() {}
    }

    /** Two numbers that differ only where the lock is held to write. */
    public abstract static class Guarded extends CounterOperations {
        private int one;
        private int other;

        abstract Keeper lock();

        abstract Hold request(int permits);

        private Hold hold(int permits) {
            Hold hold = request(permits);
            while (!hold.isHeld()) Thread.onSpinWait();
            return hold;
        }

        @Override
        public int increment() {
            Hold hold = hold(WRITE);
            one++;
            int count = ++other;
            hold.close();
            return count;
        }

        @Override
        public int read() {
            Hold hold = hold(READ);
            int count = readTwo();
            hold.close();
            return count;
        }

        final int readTwo() {
            int count = one;
            return other == count ? count : -1;
        }

        @Override
        public void giveUpReading() {
            request(READ).close();
        }

        @Override
        public void giveUpWriting() {
            request(WRITE).close();
        }

        @Validate
        public void nobodyIsLeft() {
            assertEquals(0, lock().line.waiting());
            assertEquals(0, lock().line.length());
            tryAll().close(); // all permits are there
        }

        abstract Hold tryAll();
    }

    public static class GuardedByMutex extends Guarded {
        private final Mutex mutex = new Mutex();

        @Override
        Keeper lock() {
            return mutex;
        }

        @Override
        Hold request(int permits) {
            return mutex.request(1, this);
        }

        @Override
        Hold tryAll() {
            return mutex.tryLock();
        }
    }

    public static class GuardedByReadWriteLock extends Guarded {
        private final ReadWriteLock lock = new ReadWriteLock();

        @Override
        Keeper lock() {
            return lock;
        }

        @Override
        Hold request(int permits) {
            return lock.request(permits, this);
        }

        @Override
        Hold tryAll() {
            return lock.tryWrite();
        }
    }

    public static class ReadWithoutTheLock extends GuardedByReadWriteLock {
        @Override
        public int read() {
            return readTwo();
        }
    }
}
