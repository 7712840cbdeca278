package dev.secretariat.benchmarks.peers;

import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;

/** The kernels as tasks and steps, on any of this project's schedulers. */
public final class SecretariatContestant implements Contestant {
    private static final Outcome<Boolean> SENT = new Outcome.Succeeded<>(true);

    private final Scheduler scheduler;

    /** Creates a contestant on a scheduler with threads of its own, which is closed with the contestant. */
    public SecretariatContestant(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void chain(int links, Finish finish) {
        scheduler.submit(new Link(links, finish));
    }

    @Override
    public void pingPong(int pairs, Finish finish) {
        scheduler.submit(new PingPong(pairs, finish));
    }

    @Override
    public void spawnManyLocal(int tasks, Finish finish) {
        scheduler.submit(new Burst(tasks, finish));
    }

    @Override
    public void spawnManyForeign(int tasks, Finish finish) {
        Task<Void> task = worker -> {
            finish.arrive();
            return Step.done();
        };
        for (int i = 0; i < tasks; i++) scheduler.submit(task);
    }

    @Override
    public void yieldMany(int tasks, int yields, Finish finish) {
        for (int i = 0; i < tasks; i++) scheduler.submit(new Yielding(yields, finish));
    }

    @Override
    public void close() {
        scheduler.close();
    }

    private record Link(int links, Finish finish) implements Task<Void> {
        @Override
        public Step<Void> step(Worker worker) {
            if (links == 1) finish.arrive();
            else worker.submit(new Link(links - 1, finish));
            return Step.done();
        }
    }

    private record Burst(int tasks, Finish finish) implements Task<Void> {
        @Override
        public Step<Void> step(Worker worker) {
            Task<Void> task = this::arrive;
            for (int i = 0; i < tasks; i++) worker.submit(task);
            return Step.done();
        }

        private Step<Void> arrive(Worker worker) {
            if (finish.arrive()) worker.submit(this);
            return Step.done();
        }
    }

    static final class Yielding implements Task<Void> {
        private final Finish finish;
        private int left;

        Yielding(int yields, Finish finish) {
            this.left = yields;
            this.finish = finish;
        }

        @Override
        public Step<Void> step(Worker worker) {
            if (left-- > 0) return Step.yieldNow();
            finish.arrive();
            return Step.done();
        }
    }

    private record PingPong(int pairs, Finish finish) implements Task<Void> {
        @Override
        public Step<Void> step(Worker worker) {
            for (int i = 0; i < pairs; i++) worker.submit(new Ping(this));
            return Step.done();
        }
    }

    private static final class Ping implements Task<Void> {
        private final PingPong all;
        private final Promise<Boolean> answer = new Promise<>();
        private boolean sent;

        Ping(PingPong all) {
            this.all = all;
        }

        @Override
        public Step<Void> step(Worker worker) {
            if (!sent) send(worker);
            if (!answer.isDone()) return Step.await(answer);
            if (all.finish.arrive()) worker.submit(all);
            return Step.done();
        }

        private void send(Worker worker) {
            sent = true;
            Promise<Boolean> message = new Promise<>();
            worker.submit(new Pong(message, answer));
            message.complete(SENT);
        }
    }

    private record Pong(Promise<Boolean> message, Promise<Boolean> answer) implements Task<Void> {
        @Override
        public Step<Void> step(Worker worker) {
            if (!message.isDone()) return Step.await(message);
            answer.complete(SENT);
            return Step.done();
        }
    }
}
