package dev.secretariat.fiber;

import dev.secretariat.CloseTimeoutException;
import dev.secretariat.Fork;
import dev.secretariat.Promise;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.parallel.ParallelScheduler;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * One scheduler's life with fibers that wait at random, while strangers complete what they wait for, cancel, unpark and interrupt.
 * Each body keeps its own account: it has begun at most once, and ended as often; its handle says how.
 */
final class FiberSoak {
    private static final int FIBERS = 300;
    private static final Duration SHORT = Duration.ofNanos(200_000);

    private final Carrier carrier;
    private final long seed;
    private final SplittableRandom random;
    private final BlockingPlaces places;
    private final Queue<Promise<Integer>> promises = new ConcurrentLinkedQueue<>();
    private final List<Account> accounts = new CopyOnWriteArrayList<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Queue<Throwable> reported = new ConcurrentLinkedQueue<>();
    private final ParallelScheduler scheduler;
    private volatile boolean over;

    FiberSoak(Carrier carrier, long seed) {
        this.carrier = carrier;
        this.seed = seed;
        random = new SplittableRandom(seed);
        places = new BlockingPlaces();
        scheduler = ParallelScheduler.builder()
                .workers(1 + random.nextInt(3))
                .failureHandler((task, failure) -> reported.add(failure))
                .start();
    }

    void run() throws InterruptedException {
        Thread completer = new Thread(this::complete, "completer");
        Thread meddler = new Thread(this::meddle, "meddler");
        completer.start();
        meddler.start();
        try {
            for (int i = 0; i < FIBERS; i++) submit(random.split(), 2);
            end();
        } finally {
            over = true;
        }
        completer.join();
        meddler.join();
        for (Thread thread : threads) thread.join();
        for (Account account : accounts) account.check();
        check(reported.isEmpty(), "reported " + reported);
    }

    private void end() {
        switch (random.nextInt(3)) {
            case 0 -> scheduler.shutdownNow();
            case 1 -> {
                try {
                    scheduler.close(Duration.ofMillis(random.nextInt(20)));
                } catch (CloseTimeoutException notDone) {
                    // it goes on, cancelled
                }
            }
            default -> {}
        }
        scheduler.close();
        check(scheduler.isTerminated(), "not terminated");
    }

    /** Completes whatever is waited for. */
    private void complete() {
        while (!over) {
            Promise<Integer> promise = promises.poll();
            if (promise != null) promise.succeed(1);
            else LockSupport.parkNanos(1000);
            places.open();
        }
    }

    /** Cancels, unparks and interrupts at random. */
    private void meddle() {
        SplittableRandom own = new SplittableRandom(seed + 1);
        while (!over) {
            if (accounts.isEmpty()) continue;
            Account account = accounts.get(own.nextInt(accounts.size()));
            Thread thread = account.thread;
            switch (own.nextInt(20)) {
                case 0 -> account.handle.cancel();
                case 1, 2 -> {
                    if (thread != null && carrier == Carrier.MOUNTED) thread.interrupt();
                }
                default -> {
                    if (thread != null) LockSupport.unpark(thread);
                }
            }
            LockSupport.parkNanos(5000);
        }
    }

    private Account submit(SplittableRandom own, int depth) {
        Account account = new Account(own, depth);
        Task<Integer> task = new FiberTask<>(account, account, carrier);
        account.handle = scheduler.submit(task);
        accounts.add(account);
        return account;
    }

    private void check(boolean holds, String message) {
        if (!holds) throw new AssertionError(message + "; " + carrier + ", seed " + seed);
    }

    private Promise<Integer> promise() {
        Promise<Integer> promise = new Promise<>();
        promises.add(promise);
        return promise;
    }

    /** A body, and what has become of it. */
    private final class Account implements FiberBody<Integer> {
        private final SplittableRandom own;
        private final int depth;
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();
        private volatile boolean returned;
        private volatile boolean told;
        private volatile Thread thread;
        private volatile TaskHandle<Integer> handle;

        Account(SplittableRandom own, int depth) {
            this.own = own;
            this.depth = depth;
        }

        @Override
        public Integer run(Fiber fiber) throws Exception {
            begun.incrementAndGet();
            thread = Thread.currentThread();
            threads.add(thread);
            try {
                int waits = own.nextInt(8);
                for (int i = 0; i < waits; i++) waitOnce(fiber);
                returned = true;
                return 1;
            } catch (CancellationException cancelled) {
                told = true;
                throw cancelled;
            } finally {
                if (own.nextBoolean()) fiber.shielded(() -> fiber.await(promise()));
                ended.incrementAndGet();
            }
        }

        private void waitOnce(Fiber fiber) throws Exception {
            switch (own.nextInt(carrier == Carrier.MOUNTED ? 12 : 8)) {
                case 0 -> fiber.await(promise());
                case 1 -> fiber.sleep(Duration.ofNanos(own.nextInt(300_000)));
                case 2 -> fiber.yieldNow();
                case 3 ->
                    check(
                            fiber.awaitAny(new Promise<>(), promise(), fiber.deadline(SHORT)) > 0,
                            "the one that never came");
                case 4 -> {
                    try {
                        fiber.await(new Promise<>(), fiber.deadline(Duration.ofNanos(own.nextInt(300_000))));
                        check(false, "never completed");
                    } catch (TimeoutException asWanted) {
                        // goes on
                    }
                }
                case 5 -> {
                    Fork<Integer> left = fiber.worker().fork(worker -> own.nextInt(10));
                    Fork<Integer> right = fiber.worker().fork(worker -> 1);
                    check(fiber.worker().join(right) == 1, "another's result");
                    check(fiber.worker().join(left) < 10, "another's result");
                }
                case 6 -> check(fiber.shielded(() -> fiber.await(promise())) == 1, "another's value");
                case 7 -> nest(fiber);
                default -> {
                    try {
                        places.block(own);
                    } catch (InterruptedException meddled) {
                        // by the meddler, or by a request to cancel: the next wait tells which
                    }
                }
            }
        }

        private void nest(Fiber fiber) {
            if (depth == 0) return;
            Account child;
            try {
                child = submit(own.split(), depth - 1);
            } catch (RejectedExecutionException closing) {
                return;
            }
            if (own.nextInt(4) == 0) child.handle.cancel();
            try {
                check(fiber.await(child.handle) == 1, "another's value");
            } catch (CancellationException either) {
                if (fiber.isCancelled()) throw either;
            } catch (TaskFailedException failed) {
                throw new AssertionError("seed " + seed, failed);
            }
        }

        void check() {
            TaskState state = handle.state();
            FiberSoak.this.check(handle.isDone(), "not done");
            FiberSoak.this.check(begun.get() <= 1 && begun.get() == ended.get(), "begun " + begun + ", ended " + ended);
            if (state == TaskState.SUCCEEDED) FiberSoak.this.check(returned && !told, "succeeded");
            else if (state == TaskState.FAILED) throw new AssertionError(handle + ", seed " + seed, failure());
            else FiberSoak.this.check(state == TaskState.CANCELLED, "as " + state);
        }

        private Throwable failure() {
            try {
                handle.result();
                return null;
            } catch (RuntimeException failure) {
                return failure;
            }
        }

        private void check(boolean holds, String message) {
            FiberSoak.this.check(holds, message);
        }
    }
}
