package dev.secretariat.parallel;

import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * A task that keeps its own account. Its plain fields are seen by whichever worker runs its next step, and at the end.
 */
final class SoakTask implements Task<Integer> {
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

    /** What it asks of the round that it belongs to. */
    interface Round {
        void check(boolean holds, String otherwise);

        /** What others open from time to time. */
        Promise<Integer> gate();

        SoakTask submit(Kind kind, Worker worker, int depth);

        void countRefused();
    }

    /** The message of what a task throws as its kind demands. */
    static final String ON_PURPOSE = "on purpose";

    private final Round round;
    final Kind kind;
    private final int depth;
    volatile TaskHandle<Integer> handle;

    /** Somebody has looked how it ended. */
    volatile boolean joined;

    private int steps;
    private int dones;
    private int throwns;
    private int cancels;
    private boolean within;
    private SoakTask child;
    private TaskHandle<Integer> composed;

    /** What the parts of the composition hold. */
    private final AtomicInteger held = new AtomicInteger();

    SoakTask(Round round, Kind kind, int depth) {
        this.round = round;
        this.kind = kind;
        this.depth = depth;
    }

    @Override
    public Step<Integer> step(Worker worker) throws Exception {
        round.check(!within, "two steps at once");
        within = true;
        steps++;
        round.check(dones + throwns + cancels == 0, "a step after the end");
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
                return steps < 3 ? Step.sleep(Duration.ofNanos(worker.random().nextInt(500_000))) : Step.done(steps);
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
                return steps == 1 ? Step.await(round.gate()) : Step.done(steps);
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
                round.check(tree(worker, seed).equals(tree(worker, seed)), "a tree of forks ended in two ways");
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

    private SoakTask trySubmit(Kind child, Worker worker) {
        try {
            return round.submit(child, worker, 0);
        } catch (RejectedExecutionException shutDown) {
            round.countRefused();
            return null;
        }
    }

    private boolean compose(Worker worker) {
        try {
            composed = worker.submit(composition(worker, depth));
            return true;
        } catch (RejectedExecutionException shutDown) {
            round.countRefused();
            return false;
        }
    }

    private Task<Integer> composition(Worker worker, int depth) {
        RandomGenerator chance = worker.random();
        if (depth == 0) return new SoakPart(held, chance.nextInt(6), chance.nextInt(3));
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
        round.check(held.get() == 0, "something of a composition goes on after its end");
        composed.outcome(); // looks, whatever it is
    }

    @Override
    public Step<?> onCancel(Worker worker) {
        round.check(!within, "cancelled in a step");
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

    boolean hasThrown() {
        return throwns > 0;
    }

    /** Compares what the handle says with what has happened. */
    void settle() {
        String at = kind + " " + handle.state() + " after " + steps + " steps";
        round.check(handle.isDone(), "not ended: " + at);
        Outcome<Integer> outcome = handle.outcome();
        boolean succeeded = outcome instanceof Outcome.Succeeded;
        boolean failed = outcome instanceof Outcome.Failed;
        boolean cancelled = outcome instanceof Outcome.Cancelled;
        round.check(dones == (succeeded ? 1 : 0), "done and not, or twice: " + at);
        round.check(throwns == (failed ? 1 : 0), "thrown and not, or twice: " + at);
        round.check(cancels == (cancelled ? 1 : 0), "cancelled and not, or twice: " + at);
        round.check(!failed || kind == Kind.FAILS, "failed: " + outcome);
        round.check(!succeeded || (kind != Kind.FAILS && kind != Kind.AWAITS_FOR_EVER), "succeeded: " + at);
    }
}
