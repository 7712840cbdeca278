package dev.secretariat.benchmarks.peers.fibers;

import dev.secretariat.benchmarks.peers.VirtualThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The kernels in plain virtual threads: a token is handed over by park and unpark, and what a thread returns is awaited by joining it.
 * The number of carrier threads is a property of the JVM, to be set when it is started.
 */
final class ThreadFibers implements FiberContestant {
    @Override
    public long pingPong(int exchanges) throws InterruptedException {
        Slot ping = new Slot();
        Slot pong = new Slot();
        return Returning.of(() -> {
                    Thread other = VirtualThreads.start(() -> {
                        for (int i = 0; i < exchanges; i++) pong.put(ping.take() + 1);
                    });
                    long token = 0;
                    for (int i = 0; i < exchanges; i++) {
                        ping.put(token + 1);
                        token = pong.take();
                    }
                    other.join();
                    return token;
                })
                .await();
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // Thread.yield() is what is measured
    public long fanOut(int fibers) throws InterruptedException {
        return Returning.of(() -> {
                    List<Returning> started = new ArrayList<>(fibers);
                    for (int i = 1; i <= fibers; i++) {
                        int number = i;
                        started.add(Returning.of(() -> {
                            Thread.yield();
                            return number;
                        }));
                    }
                    return sum(started);
                })
                .await();
    }

    @Override
    public long chain(int fibers) throws InterruptedException {
        return Returning.of(() -> {
                    CountDownLatch gate = new CountDownLatch(1);
                    AtomicInteger toBegin = new AtomicInteger(fibers);
                    Returning last = Returning.of(() -> {
                        if (toBegin.decrementAndGet() == 0) gate.countDown();
                        gate.await();
                        return 1;
                    });
                    for (int i = 1; i < fibers; i++) {
                        Returning before = last;
                        last = Returning.of(() -> {
                            if (toBegin.decrementAndGet() == 0) gate.countDown();
                            return before.await() + 1;
                        });
                    }
                    return last.await();
                })
                .await();
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // Thread.yield() is what is measured
    public long yieldMany(int fibers, int yields) throws InterruptedException {
        return Returning.of(() -> {
                    List<Returning> started = new ArrayList<>(fibers);
                    for (int i = 0; i < fibers; i++) {
                        started.add(Returning.of(() -> {
                            for (int k = 0; k < yields; k++) Thread.yield();
                            return yields;
                        }));
                    }
                    return sum(started);
                })
                .await();
    }

    private static long sum(List<Returning> started) throws InterruptedException {
        long sum = 0;
        for (Returning one : started) sum += one.await();
        return sum;
    }

    /** By a future, which is cheaper to ask than whether a thread has ended. */
    @Override
    public long awaitDone(int times) throws InterruptedException {
        return Returning.of(() -> {
                    CompletableFuture<Integer> one = new CompletableFuture<>();
                    VirtualThreads.start(() -> one.complete(1)).join();
                    long sum = 0;
                    for (int i = 0; i < times; i++) sum += one.join();
                    return sum;
                })
                .await();
    }

    /** A thread that returns something. */
    private static final class Returning implements Runnable {
        private interface Body {
            long run() throws InterruptedException;
        }

        private final Body body;

        // Written before the thread ends, read after it has been joined.
        private long value;
        private @Nullable Throwable failure;

        private @Nullable Thread thread;

        private Returning(Body body) {
            this.body = body;
        }

        static Returning of(Body body) {
            Returning returning = new Returning(body);
            returning.thread = VirtualThreads.start(returning);
            return returning;
        }

        @Override
        public void run() {
            try {
                value = body.run();
            } catch (Throwable thrown) {
                failure = thrown;
            }
        }

        long await() throws InterruptedException {
            if (thread != null) thread.join();
            if (failure != null) throw new IllegalStateException("a virtual thread has failed", failure);
            return value;
        }
    }

    /** Where one thread leaves a token for another, always the same, which has taken the one before. */
    private static final class Slot {
        private volatile boolean here;
        private volatile @Nullable Thread receiver;

        /** Published by {@link #here}. */
        private long token;

        void put(long next) {
            token = next;
            here = true;
            LockSupport.unpark(receiver);
        }

        /** Says who waits, then looks; the other one leaves the token, then looks who waits: one of them sees both. */
        long take() {
            if (!here) {
                if (receiver == null) receiver = Thread.currentThread();
                while (!here) LockSupport.park(this);
            }
            here = false;
            return token;
        }
    }
}
