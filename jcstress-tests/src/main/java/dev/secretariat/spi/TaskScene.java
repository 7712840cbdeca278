package dev.secretariat.spi;

import dev.secretariat.Outcome.Cancelled;
import dev.secretariat.Outcome.Succeeded;
import dev.secretariat.Task;
import dev.secretariat.Waker;
import dev.secretariat.stress.Meeting;
import java.time.Duration;
import java.util.function.Function;

/** One task of a {@link HandScheduler}, and what two actors do to it once they have met. */
final class TaskScene {
    final Meeting meeting = new Meeting(2);
    final HandScheduler scheduler = new HandScheduler();
    final TaskCell<?> cell;

    private TaskScene(Function<HandScheduler, TaskCell<?>> begin) {
        cell = begin.apply(scheduler);
    }

    /** The task is ready for its first step. */
    static TaskScene submitted(Task<Void> task) {
        return new TaskScene(scheduler -> scheduler.submitted(task));
    }

    static TaskScene named(String name, Task<Void> task) {
        return new TaskScene(scheduler -> scheduler.cellOf(scheduler.submit(name, task)));
    }

    /** The task's first step has been run. */
    static TaskScene begun(Task<Void> task) {
        return new TaskScene(scheduler -> scheduler.begun(task));
    }

    /** The task's first step is to come in a second. */
    static TaskScene delayed(Task<Void> task) {
        return new TaskScene(scheduler -> scheduler.cellOf(scheduler.schedule(task, Duration.ofSeconds(1))));
    }

    TaskScene cancelled() {
        cell.cancel();
        return this;
    }

    TaskScene woken() {
        cell.wake();
        return this;
    }

    /** The time of its deadline, if it has one, has come. */
    TaskScene due() {
        scheduler.advance();
        return this;
    }

    /** What a task may need: a plain field, so that the task's cell alone orders it. */
    static final class Condition {
        boolean holds;
    }

    void runStep() {
        runSteps(1);
    }

    void runSteps(int count) {
        meeting.join();
        for (int i = 0; i < count; i++) scheduler.runReady(scheduler.worker);
    }

    void wake() {
        meeting.join();
        cell.wake();
    }

    void wake(Condition reason) {
        meeting.join();
        reason.holds = true;
        cell.wake();
    }

    /** The waker then serves as the task's worker. */
    void wakeAndRun(Condition reason, WorkerBase worker) {
        wake(reason);
        scheduler.runReady(worker);
    }

    /** By a waker that the task registered long ago. */
    void wakeForNothingAndRun() {
        wake();
        scheduler.runReady(scheduler.worker);
    }

    boolean cancel() {
        meeting.join();
        return cell.cancel();
    }

    /** The canceller then serves as the task's worker. */
    void cancelAndRun() {
        cancel();
        scheduler.runReady(scheduler.worker);
    }

    void shutdownNow() {
        meeting.join();
        scheduler.shutdownNow();
    }

    void ring() {
        meeting.join();
        scheduler.ring();
    }

    void advanceAndRing() {
        meeting.join();
        scheduler.advance();
        scheduler.ring();
    }

    void look() {
        meeting.join();
        cell.outcome();
    }

    /** Says whether the waker was registered: 1, or 0 if the outcome is there, or -1 if it is not. */
    int register(Waker waker) {
        meeting.join();
        return cell.register(waker) ? 1 : cell.isDone() ? 0 : -1;
    }

    /** Looks at the outcome when it is there. */
    void lookWhenDone() {
        meeting.join();
        if (!cell.register(cell::outcome)) cell.outcome();
    }

    void deregister(Waker waker) {
        meeting.join();
        cell.deregister(waker);
    }

    /** How the task has ended, if it has. */
    String how() {
        if (!cell.isDone()) return "not done";
        if (cell.outcome() instanceof Succeeded) return "succeeded";
        return cell.outcome() instanceof Cancelled ? "cancelled" : "failed";
    }

    /** The same, when all that is ready has been run. */
    String howAtLast() {
        scheduler.runAll();
        return scheduler.doubles() == 0 ? how() : "made ready twice";
    }

    /** How many failures have been reported, when nobody is left who could look at them. */
    int reportedAtLast() {
        scheduler.shutdownNow();
        return scheduler.reported();
    }
}
