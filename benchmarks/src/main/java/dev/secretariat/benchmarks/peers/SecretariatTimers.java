package dev.secretariat.benchmarks.peers;

import dev.secretariat.Deadline;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Waker;
import dev.secretariat.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The timers of Secretariat. A time-out is a {@link Deadline} at which a worker registers a waker and deregisters it,
 * as it does for a task that awaits something with a deadline. A delayed task is cancelled by its handle; it ends when
 * its {@code onCancel} has run on a worker, and the benchmark waits for that. The JDK's has nothing like it, and ends
 * in {@code cancel}.
 */
final class SecretariatTimers implements TimerContestant {
    private static final Duration FAR = Duration.ofHours(1);
    private static final Waker NOBODY = () -> {};

    private final Scheduler scheduler;

    SecretariatTimers(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void inTurn(int timers) throws InterruptedException {
        run(worker -> {
            for (int i = 0; i < timers; i++) {
                Deadline deadline = worker.deadline(FAR);
                deadline.register(NOBODY);
                deadline.deregister(NOBODY);
            }
            return Step.done();
        });
    }

    @Override
    public void pending(int timers) throws InterruptedException {
        run(worker -> {
            List<Deadline> deadlines = new ArrayList<>(timers);
            for (int i = 0; i < timers; i++) {
                Deadline deadline = worker.deadline(FAR);
                deadline.register(NOBODY);
                deadlines.add(deadline);
            }
            for (Deadline deadline : deadlines) deadline.deregister(NOBODY);
            return Step.done();
        });
    }

    private void run(Task<Void> task) throws InterruptedException {
        scheduler.submit(task).join();
    }

    @Override
    public void delayedTasks(int timers) throws InterruptedException {
        Finish ended = new Finish(timers);
        Task<Void> task = new Delayed(ended);
        List<TaskHandle<Void>> handles = new ArrayList<>(timers);
        for (int i = 0; i < timers; i++) handles.add(scheduler.schedule(task, FAR));
        for (TaskHandle<Void> handle : handles) handle.cancel();
        ended.await();
    }

    @Override
    public void close() {
        scheduler.close();
    }

    private record Delayed(Finish ended) implements Task<Void> {
        @Override
        public Step<Void> step(Worker worker) {
            throw new AssertionError("its time has not come");
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            ended.arrive();
            return Step.done();
        }
    }
}
