package dev.secretariat.parallel;

import dev.secretariat.CloseTimeoutException;
import dev.secretariat.Promise;
import dev.secretariat.Task;
import dev.secretariat.TaskState;
import dev.secretariat.Worker;
import dev.secretariat.parallel.ParallelScheduler.Idle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * A mixed load on one scheduler after the other, from several external threads and from its own steps. Each
 * task keeps its own account, and is asked for it when the scheduler has terminated: it has ended once, as
 * its kind says, and {@code onCancel} has run once if it was cancelled, else never.
 */
final class Soak {
    private static final int SUBMITTERS = 3;
    private static final int MAX_TASKS = 4_000;

    private static final List<SoakTask.Kind> KINDS = List.of(SoakTask.Kind.values());

    private final long seed;
    private final Map<SoakTask.Kind, AtomicLong> ended = new EnumMap<>(SoakTask.Kind.class);
    private final Map<TaskState, AtomicLong> states = new EnumMap<>(TaskState.class);
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong reported = new AtomicLong();
    private int schedulers;

    Soak(long seed) {
        this.seed = seed;
        for (SoakTask.Kind kind : SoakTask.Kind.values()) ended.put(kind, new AtomicLong());
        for (TaskState state : TaskState.values()) states.put(state, new AtomicLong());
    }

    /** Until told to stop, but at least once. */
    void run(BooleanSupplier end) throws InterruptedException {
        Random random = new Random(seed);
        do {
            new Round(random.nextLong()).run();
            schedulers++;
        } while (!end.getAsBoolean());
    }

    @Override
    public String toString() {
        return "soak with seed " + seed + ": " + schedulers + " schedulers, ended " + ended + ", as " + states
                + ", refused " + refused + ", failures reported " + reported;
    }

    /** One scheduler's life. */
    private final class Round implements SoakTask.Round {
        private final SplittableRandom random;
        private final long roundSeed;
        private final Hired hired = new Hired();
        private final Queue<SoakTask> accounts = new ConcurrentLinkedQueue<>();
        private final AtomicInteger accepted = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private final AtomicReference<Promise<Integer>> gate = new AtomicReference<>(new Promise<>());
        private final ParallelScheduler scheduler;

        Round(long roundSeed) {
            this.roundSeed = roundSeed;
            random = new SplittableRandom(roundSeed);
            scheduler = ParallelScheduler.builder()
                    .name("soak")
                    .workers(1 + random.nextInt(5))
                    // Spinning workers keep the external threads from running where processors are few.
                    .idle(
                            random.nextInt(10) == 0
                                    ? Idle.SPIN
                                    : (random.nextBoolean() ? Idle.PARK : Idle.SPIN_THEN_PARK))
                    .threadFactory(hired)
                    .failureHandler((task, failure) -> {
                        // Parts of a composition that was cancelled fail for reasons of their own: by a time-out, or
                        // refused.
                        if (SoakTask.ON_PURPOSE.equals(failure.getMessage())) failures.incrementAndGet();
                    })
                    .start();
        }

        void run() throws InterruptedException {
            List<Thread> submitters = new ArrayList<>();
            for (int i = 0; i < SUBMITTERS; i++) {
                SplittableRandom own = random.split();
                submitters.add(new Thread(() -> submitAndCancel(own), "submitter"));
            }
            submitters.forEach(Thread::start);
            int max = random.nextInt(MAX_TASKS);
            Players.until(() -> accepted.get() >= max);
            end();
            for (Thread submitter : submitters) submitter.join();
            settle();
        }

        /** One of the ways to close. */
        private void end() {
            switch (random.nextInt(4)) {
                case 0 -> {
                    scheduler.shutdownNow();
                    scheduler.close();
                }
                case 1 -> {
                    try {
                        scheduler.close(Duration.ofMillis(random.nextInt(20)));
                    } catch (CloseTimeoutException notDone) {
                        scheduler.close();
                    }
                }
                case 2 -> {
                    accounts.forEach(SoakTask::cancelIfForEver);
                    Thread.currentThread().interrupt();
                    scheduler.close();
                    check(Thread.interrupted(), "the interrupt was not restored");
                }
                default -> {
                    try {
                        scheduler.submit(Task.run(scheduler::close)).join();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    // Those that wait for ever, and those who wait for the gate, which others open no more.
                    while (!scheduler.isTerminated()) {
                        Players.open(gate.get());
                        accounts.forEach(SoakTask::cancelIfForEver);
                        Players.giveWay();
                    }
                }
            }
        }

        private void submitAndCancel(SplittableRandom own) {
            List<SoakTask> mine = new ArrayList<>();
            try {
                for (; ; ) {
                    mine.add(submit(kind(own), null, own.nextInt(5)));
                    if (own.nextInt(8) == 0) {
                        mine.get(own.nextInt(mine.size())).cancel();
                    }
                    if (own.nextInt(50) == 0) Players.open(gate.getAndSet(new Promise<>()));
                    if (own.nextInt(50) == 0) joinBriefly(mine.get(own.nextInt(mine.size())));
                    if (accepted.get() > MAX_TASKS) Players.giveWay();
                    if (own.nextInt(20) == 0) Players.giveWay();
                }
            } catch (RejectedExecutionException closed) {
                refused.incrementAndGet();
            }
        }

        private void joinBriefly(SoakTask account) {
            account.joined = true;
            try {
                account.handle.join(Duration.ofNanos(1000));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } catch (TimeoutException | RuntimeException expected) {
                // It goes on, was cancelled, or failed.
            }
        }

        private SoakTask.Kind kind(SplittableRandom own) {
            return KINDS.get(own.nextInt(KINDS.size()));
        }

        /** From a step, or by an external thread. */
        @Override
        public SoakTask submit(SoakTask.Kind kind, Worker worker, int depth) {
            SoakTask task = new SoakTask(this, kind, depth);
            task.handle = worker == null ? scheduler.submit(task) : worker.submit(task);
            accounts.add(task);
            accepted.incrementAndGet();
            return task;
        }

        @Override
        public Promise<Integer> gate() {
            return gate.get();
        }

        @Override
        public void countRefused() {
            refused.incrementAndGet();
        }

        /** All has come to an end: looks at the books. */
        private void settle() {
            check(scheduler.isTerminated(), "not terminated");
            hired.awaitEnd();
            Players.until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("soak-timers")));
            int failed = 0;
            int unseen = 0;
            for (SoakTask account : accounts) {
                account.settle();
                ended.get(account.kind).incrementAndGet();
                states.get(account.handle.state()).incrementAndGet();
                if (!account.hasThrown()) continue;
                failed++;
                if (!account.joined) unseen++;
            }
            check(failures.get() >= unseen, "failures that nobody has seen were not reported");
            check(failures.get() <= failed, "failures were reported twice");
            reported.addAndGet(failures.get());
        }

        @Override
        public void check(boolean holds, String otherwise) {
            if (!holds) throw new AssertionError(otherwise + "; seed " + seed + ", round " + roundSeed);
        }
    }
}
