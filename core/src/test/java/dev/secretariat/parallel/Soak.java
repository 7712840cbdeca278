package dev.secretariat.parallel;

import dev.secretariat.CloseTimeoutException;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Tasks;
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
import java.util.random.RandomGenerator;

/**
 * A mixed load on one scheduler after the other, from several external threads and from its own steps. Each
 * task keeps its own account, and is asked for it when the scheduler has terminated: it has ended once, as
 * its kind says, and {@code onCancel} has run once if it was cancelled, else never.
 */
final class Soak {
    private static final int SUBMITTERS = 3;
    private static final int MAX_TASKS = 4_000;
    private static final String ON_PURPOSE = "on purpose";

    /** How a task goes about, and how it may end. */
    enum Kind {
        RUNS,
        YIELDS,
        SLEEPS,
        FAILS,
        AWAITS_A_CHILD,
        AWAITS_A_PROMISE,
        AWAITS_FOR_EVER,
        SUBMITS_MANY,
        FORKS,
        COMPOSES
    }

    private static final List<Kind> KINDS = List.of(Kind.values());

    private final long seed;
    private final Map<Kind, AtomicLong> ended = new EnumMap<>(Kind.class);
    private final Map<TaskState, AtomicLong> states = new EnumMap<>(TaskState.class);
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong reported = new AtomicLong();
    private int schedulers;

    Soak(long seed) {
        this.seed = seed;
        for (Kind kind : Kind.values()) ended.put(kind, new AtomicLong());
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
    private final class Round {
        private final SplittableRandom random;
        private final long roundSeed;
        private final Hired hired = new Hired();
        private final Queue<Accounted> accounts = new ConcurrentLinkedQueue<>();
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
                        if (ON_PURPOSE.equals(failure.getMessage())) failures.incrementAndGet();
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
                    accounts.forEach(Accounted::cancelIfForEver);
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
                        accounts.forEach(Accounted::cancelIfForEver);
                        Players.giveWay();
                    }
                }
            }
        }

        private void submitAndCancel(SplittableRandom own) {
            List<Accounted> mine = new ArrayList<>();
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

        private void joinBriefly(Accounted account) {
            account.joined = true;
            try {
                account.handle.join(Duration.ofNanos(1000));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } catch (TimeoutException | RuntimeException expected) {
                // It goes on, was cancelled, or failed.
            }
        }

        private Kind kind(SplittableRandom own) {
            return KINDS.get(own.nextInt(KINDS.size()));
        }

        /** From a step, or by an external thread. */
        private Accounted submit(Kind kind, Worker worker, int depth) {
            Accounted task = new Accounted(kind, depth);
            task.handle = worker == null ? scheduler.submit(task) : worker.submit(task);
            accounts.add(task);
            accepted.incrementAndGet();
            return task;
        }

        /** All has come to an end: looks at the books. */
        private void settle() {
            check(scheduler.isTerminated(), "not terminated");
            hired.awaitEnd();
            Players.until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("soak-timers")));
            int failed = 0;
            int unseen = 0;
            for (Accounted account : accounts) {
                account.settle();
                if (account.throwns == 0) continue;
                failed++;
                if (!account.joined) unseen++;
            }
            check(failures.get() >= unseen, "failures that nobody has seen were not reported");
            check(failures.get() <= failed, "failures were reported twice");
            reported.addAndGet(failures.get());
        }

        private void check(boolean holds, String otherwise) {
            if (!holds) throw new AssertionError(otherwise + "; seed " + seed + ", round " + roundSeed);
        }

        /** Its plain fields are seen by whichever worker runs its next step, and at the end. */
        private final class Accounted implements Task<Integer> {
            private final Kind kind;
            private final int depth;
            private volatile TaskHandle<Integer> handle;
            private volatile boolean joined;

            private int steps;
            private int dones;
            private int throwns;
            private int cancels;
            private boolean within;
            private Accounted child;
            private TaskHandle<Integer> composed;

            /** What the parts of the composition hold. */
            private final AtomicInteger held = new AtomicInteger();

            Accounted(Kind kind, int depth) {
                this.kind = kind;
                this.depth = depth;
            }

            @Override
            public Step<Integer> step(Worker worker) throws Exception {
                check(!within, "two steps at once");
                within = true;
                steps++;
                check(dones + throwns + cancels == 0, "a step after the end");
                Step<Integer> next = next(worker);
                if (next.isDone()) dones++;
                within = false;
                return next;
            }

            private Step<Integer> next(Worker worker) throws Exception {
                switch (kind) {
                    case YIELDS -> {
                        return steps < 20 ? Step.yieldNow() : Step.done(steps);
                    }
                    case SLEEPS -> {
                        return steps < 3
                                ? Step.sleep(Duration.ofNanos(worker.random().nextInt(500_000)))
                                : Step.done(steps);
                    }
                    case FAILS -> {
                        if (steps < depth) return Step.yieldNow();
                        throwns++;
                        within = false;
                        if (depth == 0) throw new StackOverflowError(ON_PURPOSE);
                        throw new IllegalStateException(ON_PURPOSE);
                    }
                    case AWAITS_A_CHILD -> {
                        if (child == null) child = trySubmit(Kind.YIELDS, worker);
                        return child == null || child.handle.isDone() ? Step.done(steps) : Step.await(child.handle);
                    }
                    case AWAITS_A_PROMISE -> {
                        return steps == 1 ? Step.await(gate.get()) : Step.done(steps);
                    }
                    case AWAITS_FOR_EVER -> {
                        return Step.await(new Promise<Integer>());
                    }
                    case SUBMITS_MANY -> {
                        for (int i = 0; i < 2 * depth; i++) trySubmit(depth > 2 ? Kind.RUNS : Kind.YIELDS, worker);
                        return Step.done(steps);
                    }
                    case FORKS -> {
                        long seed = worker.random().nextLong();
                        check(tree(worker, seed).equals(tree(worker, seed)), "a tree of forks ended in two ways");
                        return Step.done(steps);
                    }
                    case COMPOSES -> {
                        if (composed == null && !compose(worker)) return Step.done(steps);
                        if (!composed.isDone()) return Step.await(composed);
                        settleComposed();
                        return Step.done(steps);
                    }
                    default -> {
                        return Step.done(steps);
                    }
                }
            }

            /** How a tree of forks ends: its sum, or its failure. Its forks are in order afterwards. */
            private String tree(Worker worker, long seed) throws Exception {
                try {
                    return "sum " + worker.join(worker.fork(w -> new RandomTree(true).sum(w, seed, 5)));
                } catch (RandomTree.Planned failure) {
                    return failure.getMessage();
                }
            }

            private Accounted trySubmit(Kind child, Worker worker) {
                try {
                    return submit(child, worker, 0);
                } catch (RejectedExecutionException shutDown) {
                    refused.incrementAndGet();
                    return null;
                }
            }

            private boolean compose(Worker worker) {
                try {
                    composed = worker.submit(composition(worker, depth));
                    return true;
                } catch (RejectedExecutionException shutDown) {
                    refused.incrementAndGet();
                    return false;
                }
            }

            private Task<Integer> composition(Worker worker, int depth) {
                RandomGenerator chance = worker.random();
                if (depth == 0) return new Part(held, chance.nextInt(6), chance.nextInt(3));
                Task<Integer> one = composition(worker, depth - 1);
                Task<Integer> other = composition(worker, chance.nextInt(depth));
                return switch (chance.nextInt(5)) {
                    case 0 -> Tasks.both(one, other, Integer::sum);
                    case 1 -> Tasks.first(one, other);
                    case 2 -> Tasks.withDeadline(one, worker.deadline(Duration.ofNanos(chance.nextInt(500_000))));
                    case 3 -> Tasks.using(this::hold, held -> one);
                    default -> one.flatMap(value -> other);
                };
            }

            private AutoCloseable hold() {
                held.incrementAndGet();
                return held::decrementAndGet;
            }

            private void settleComposed() {
                check(held.get() == 0, "something of a composition goes on after its end");
                composed.outcome(); // looks, whatever it is
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                check(!within, "cancelled in a step");
                if (composed != null && !composed.isDone()) {
                    composed.cancel();
                    return Step.await(composed);
                }
                if (composed != null) settleComposed();
                cancels++;
                return Step.done();
            }

            void cancel() {
                handle.cancel();
                TaskHandle<Integer> part = composed; // a hint: its steps write it
                if (part != null && depth % 2 == 0) part.cancel();
            }

            void cancelIfForEver() {
                if (kind == Kind.AWAITS_FOR_EVER) cancel();
            }

            /** Compares what the handle says with what has happened. */
            void settle() {
                String at = kind + " " + handle.state() + " after " + steps + " steps";
                check(handle.isDone(), "not ended: " + at);
                Outcome<Integer> outcome = handle.outcome();
                boolean succeeded = outcome instanceof Outcome.Succeeded;
                boolean failed = outcome instanceof Outcome.Failed;
                boolean cancelled = outcome instanceof Outcome.Cancelled;
                check(dones == (succeeded ? 1 : 0), "done and not, or twice: " + at);
                check(throwns == (failed ? 1 : 0), "thrown and not, or twice: " + at);
                check(cancels == (cancelled ? 1 : 0), "cancelled and not, or twice: " + at);
                check(!failed || kind == Kind.FAILS, "failed: " + outcome);
                check(!succeeded || (kind != Kind.FAILS && kind != Kind.AWAITS_FOR_EVER), "succeeded: " + at);
                ended.get(kind).incrementAndGet();
                states.get(handle.state()).incrementAndGet();
            }
        }
    }

    /** Part of a composition: holds something from its first step until it has ended, or has wound down. */
    private static final class Part implements Task<Integer> {
        private final AtomicInteger held;
        private final int steps;
        private final int farewells;
        private boolean holds;
        private int done;
        private int said;

        Part(AtomicInteger held, int steps, int farewells) {
            this.held = held;
            this.steps = steps;
            this.farewells = farewells;
        }

        @Override
        public Step<Integer> step(Worker worker) {
            if (!holds) held.incrementAndGet();
            holds = true;
            if (done++ < steps) return done % 2 == 0 ? Step.yieldNow() : Step.sleep(Duration.ofNanos(50_000));
            held.decrementAndGet();
            return Step.done(done);
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            if (holds && said++ < farewells)
                return said % 2 == 0 ? Step.yieldNow() : Step.sleep(Duration.ofNanos(20_000));
            if (holds) held.decrementAndGet();
            return Step.done();
        }
    }
}
