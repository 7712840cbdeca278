package dev.secretariat.benchmarks.peers;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The kernels on any {@link Executor}. A task is a command; it gives way by executing itself again, and
 * waits by leaving the rest of itself as a callback at a {@link OneShot}. That is the least that an executor can be
 * asked to do for this work; a future in place of a one-shot would cost it more.
 */
public final class ExecutorContestant implements Contestant {
    private final Executor pool;
    private final Supplier<Executor> lanes;
    private final Runnable closing;

    /** Creates a contestant on a pool, which {@code closing} stops. */
    public ExecutorContestant(Executor pool, Runnable closing) {
        this(pool, () -> pool, closing);
    }

    /**
     * Creates a contestant on a pool that does better if each sequence of commands has an executor of its own.
     *
     * @param lanes makes an executor for one sequence of commands
     */
    public ExecutorContestant(Executor pool, Supplier<Executor> lanes, Runnable closing) {
        this.pool = pool;
        this.lanes = lanes;
        this.closing = closing;
    }

    @Override
    public void chain(int links, Finish finish) {
        Executor lane = lanes.get();
        lane.execute(new Link(lane, links, finish));
    }

    @Override
    public void pingPong(int pairs, Finish finish) {
        pool.execute(new PingPong(pool, pairs, finish));
    }

    @Override
    public void spawnManyLocal(int tasks, Finish finish) {
        pool.execute(new Burst(pool, tasks, finish));
    }

    @Override
    public void spawnManyForeign(int tasks, Finish finish) {
        Runnable task = finish::arrive;
        for (int i = 0; i < tasks; i++) pool.execute(task);
    }

    @Override
    public void yieldMany(int tasks, int yields, Finish finish) {
        for (int i = 0; i < tasks; i++) {
            Executor lane = lanes.get();
            lane.execute(new Yielding(lane, yields, finish));
        }
    }

    @Override
    public void close() {
        closing.run();
    }

    private record Link(Executor lane, int links, Finish finish) implements Runnable {
        @Override
        public void run() {
            if (links == 1) finish.arrive();
            else lane.execute(new Link(lane, links - 1, finish));
        }
    }

    private record Burst(Executor pool, int tasks, Finish finish) implements Runnable {
        @Override
        public void run() {
            Runnable task = this::arrive;
            for (int i = 0; i < tasks; i++) pool.execute(task);
        }

        private void arrive() {
            if (finish.arrive()) pool.execute(this);
        }
    }

    static final class Yielding implements Runnable {
        private final Executor lane;
        private final Finish finish;
        private int left;

        Yielding(Executor lane, int yields, Finish finish) {
            this.lane = lane;
            this.left = yields;
            this.finish = finish;
        }

        @Override
        public void run() {
            if (left-- > 0) lane.execute(this);
            else finish.arrive();
        }
    }

    private record PingPong(Executor pool, int pairs, Finish finish) implements Runnable {
        @Override
        public void run() {
            for (int i = 0; i < pairs; i++) pool.execute(new Ping(this));
        }
    }

    private record Ping(PingPong all) implements Runnable {
        @Override
        public void run() {
            OneShot message = new OneShot();
            OneShot answer = new OneShot();
            all.pool.execute(new Pong(all.pool, message, answer));
            message.send(all.pool);
            answer.receive(this::end);
        }

        private void end() {
            if (all.finish.arrive()) all.pool.execute(all);
        }
    }

    private record Pong(Executor pool, OneShot message, OneShot answer) implements Runnable {
        @Override
        public void run() {
            message.receive(this::reply);
        }

        private void reply() {
            answer.send(pool);
        }
    }
}
