package dev.secretariat.impl;

import dev.secretariat.Step;
import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.internal.MadeTask;
import dev.secretariat.internal.TaskNames;
import org.jspecify.annotations.Nullable;

/** A task with its submission, so that cells of plain ones need no field for it. */
public final class SubmittedTask<T extends @Nullable Object> extends MadeTask implements Task<T> {
    private final Submission submission;
    private final Task<T> task;

    private SubmittedTask(Submission submission, Task<T> task) {
        this.submission = submission;
        this.task = task;
    }

    /** Returns a task, submitted like that; where that says nothing, as it was to be before. */
    public static <T extends @Nullable Object> Task<T> of(Submission submission, Task<T> task) {
        Submission all = submission.orElse(submissionOf(task));
        return all == Submission.plain() ? task : new SubmittedTask<>(all, bare(task));
    }

    /** Returns a task, submitted as it is to be; where that says nothing, like that. */
    public static <T extends @Nullable Object> Task<T> inherit(Task<T> task, Submission inherited) {
        if (inherited == Submission.plain()) return task;
        return new SubmittedTask<>(submissionOf(task).orElse(inherited), bare(task));
    }

    /** Returns a task that was made of another one, submitted like that. */
    public static <T extends @Nullable Object> Task<T> like(Task<?> original, Task<T> made) {
        return of(submissionOf(original), made);
    }

    /** Returns how a task is to be submitted. */
    public static Submission submissionOf(Object task) {
        return task instanceof SubmittedTask<?> submitted ? submitted.submission : Submission.plain();
    }

    /** Returns its name, if it was given one. */
    @Override
    public Object madeOf() {
        String name = submission.name();
        return name == null ? task : name;
    }

    /** Returns what reports call a task. */
    static String nameOf(Task<?> task) {
        return TaskNames.of(TaskNames.sourceOf(task));
    }

    /** Returns the task without its submission. */
    public static <T extends @Nullable Object> Task<T> bare(Task<T> task) {
        return task instanceof SubmittedTask<T> submitted ? submitted.task : task;
    }

    @Override
    public Step<T> step(Worker worker) throws Exception {
        return task.step(worker);
    }

    @Override
    public Step<?> onCancel(Worker worker) throws Exception {
        return task.onCancel(worker);
    }
}
