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
 * as it does for a task that awaits something with a deadline. A delayed task is cancelled by its handle, and has ended then, as
 * the JDK's has; each is looked at. One that has an {@code onCancel}, which the JDK's cannot have, ends when that has run on a worker,
 * and the benchmark waits for it.
 */
final class SecretariatTimers implements TimerContestant {
    private static final Duration FAR = Duration.ofHours(1);
    private static final Waker NOBODY = () -> {};

    private final Scheduler scheduler;
    private final boolean windsDown;

    /**
     * The timers of a scheduler.
     *
     * @param windsDown whether delayed tasks have an {@code onCancel}
     */
    SecretariatTimers(Scheduler scheduler, boolean windsDown) {
        this.scheduler = scheduler;
        this.windsDown = windsDown;
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
        List<TaskHandle<Void>> handles = new ArrayList<>(timers);
        if (windsDown) {
            schedule(timers, new Winding(ended), handles);
            for (TaskHandle<Void> handle : handles) handle.cancel();
            ended.await();
        } else {
            schedule(timers, SecretariatTimers::early, handles);
            for (TaskHandle<Void> handle : handles) {
                handle.cancel();
                if (!handle.isDone()) throw new IllegalStateException(handle + " has not ended");
            }
        }
    }

    private void schedule(int timers, Task<Void> task, List<TaskHandle<Void>> handles) {
        for (int i = 0; i < timers; i++) handles.add(scheduler.schedule(task, FAR));
    }

    private static Step<Void> early(Worker worker) {
        throw new AssertionError("its time has not come");
    }

    @Override
    public void close() {
        scheduler.close();
    }

    private record Winding(Finish ended) implements Task<Void> {
        @Override
        public Step<Void> step(Worker worker) {
            return early(worker);
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            ended.arrive();
            return Step.done();
        }
    }
}
