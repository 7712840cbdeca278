package dev.secretariat.benchmarks.peers;

import java.util.concurrent.CountedCompleter;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * The kernels as an expert would write them for a ForkJoinPool in async mode: the tasks are ForkJoinTasks
 * themselves and fork, which saves the pool the wrapper around a Runnable and the look-up of the worker's
 * pool. A callback that waits at a {@link OneShot} is forked, too.
 */
public final class ForkContestant implements Contestant {
    private final ForkJoinPool pool;

    /** Creates a contestant with a pool of its own. */
    public ForkContestant(int workers) {
        this.pool = Pools.forkJoin(workers, true);
    }

    @Override
    public void chain(int links, Finish finish) {
        pool.execute(new Link(links, finish));
    }

    @Override
    public void pingPong(int pairs, Finish finish) {
        pool.execute(new PingPong(pairs, finish));
    }

    @Override
    public void spawnManyLocal(int tasks, Finish finish) {
        pool.execute(new Burst(tasks, finish));
    }

    @Override
    public void spawnManyForeign(int tasks, Finish finish) {
        for (int i = 0; i < tasks; i++) pool.execute(new Arrival(finish));
    }

    @Override
    public void yieldMany(int tasks, int yields, Finish finish) {
        for (int i = 0; i < tasks; i++) pool.execute(new Yielding(yields, finish));
    }

    @Override
    public void close() {
        Pools.stop(pool);
    }

    /** A task that never completes: it may be forked again, and nothing is spent on completion. */
    @SuppressWarnings("serial") // nobody serializes it
    private abstract static class Forked extends CountedCompleter<Void> {}

    @SuppressWarnings("serial")
    private static final class Arrival extends Forked {
        private final Finish finish;

        Arrival(Finish finish) {
            this.finish = finish;
        }

        @Override
        public void compute() {
            finish.arrive();
        }
    }

    @SuppressWarnings("serial")
    private static final class Link extends Forked {
        private final int links;
        private final Finish finish;

        Link(int links, Finish finish) {
            this.links = links;
            this.finish = finish;
        }

        @Override
        public void compute() {
            if (links == 1) finish.arrive();
            else new Link(links - 1, finish).fork();
        }
    }

    @SuppressWarnings("serial")
    private static final class Burst extends Forked {
        private final int tasks;
        private final Finish finish;

        Burst(int tasks, Finish finish) {
            this.tasks = tasks;
            this.finish = finish;
        }

        @Override
        public void compute() {
            for (int i = 0; i < tasks; i++) new BurstArrival(this).fork();
        }
    }

    @SuppressWarnings("serial")
    private static final class BurstArrival extends Forked {
        private final Burst burst;

        BurstArrival(Burst burst) {
            this.burst = burst;
        }

        @Override
        public void compute() {
            if (burst.finish.arrive()) burst.fork();
        }
    }

    @SuppressWarnings("serial")
    private static final class Yielding extends Forked {
        private final Finish finish;
        private int left;

        Yielding(int yields, Finish finish) {
            this.left = yields;
            this.finish = finish;
        }

        @Override
        public void compute() {
            if (left-- > 0) fork();
            else finish.arrive();
        }
    }

    @SuppressWarnings("serial")
    private static final class PingPong extends Forked {
        private final int pairs;
        private final Finish finish;

        PingPong(int pairs, Finish finish) {
            this.pairs = pairs;
            this.finish = finish;
        }

        @Override
        public void compute() {
            for (int i = 0; i < pairs; i++) new Ping(this).fork();
        }
    }

    /** Like its Pong, it is its own callback: {@code run} is what comes after the message. */
    @SuppressWarnings("serial")
    private static final class Ping extends Forked implements Runnable {
        private final PingPong all;

        Ping(PingPong all) {
            this.all = all;
        }

        @Override
        public void compute() {
            OneShot message = new OneShot();
            OneShot answer = new OneShot();
            new Pong(message, answer).fork();
            message.send(FORKING);
            answer.receive(this);
        }

        @Override
        public void run() {
            if (all.finish.arrive()) all.fork();
        }
    }

    @SuppressWarnings("serial")
    private static final class Pong extends Forked implements Runnable {
        private final OneShot message;
        private final OneShot answer;

        Pong(OneShot message, OneShot answer) {
            this.message = message;
            this.answer = answer;
        }

        @Override
        public void compute() {
            message.receive(this);
        }

        @Override
        public void run() {
            answer.send(FORKING);
        }
    }

    private static final Executor FORKING = callback -> new Callback(callback).fork();

    @SuppressWarnings("serial")
    private static final class Callback extends Forked {
        private final Runnable callback;

        Callback(Runnable callback) {
            this.callback = callback;
        }

        @Override
        public void compute() {
            callback.run();
        }
    }
}
