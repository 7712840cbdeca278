package dev.secretariat.fiber;

import dev.secretariat.Deadline;
import dev.secretariat.Fork;
import dev.secretariat.ForkAction;
import dev.secretariat.ForkBody;
import dev.secretariat.LongFork;
import dev.secretariat.LongForkBody;
import dev.secretariat.Scheduler;
import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Ticker;
import dev.secretariat.Worker;
import dev.secretariat.internal.Helped;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Whichever worker runs a body at the moment. It counts the joins that the body is in, since a fork must not wait; the forks
 * themselves are given the worker that runs them.
 */
final class FiberWorker implements Worker, Helped {
    private final BodySide body;
    private final Scheduler scheduler;
    private final Ticker ticker;

    // Of the body.
    private int depth; // how many joins it is in
    private int admissions; // how many submissions

    FiberWorker(BodySide body, Worker first) {
        this.body = body;
        this.scheduler = first.scheduler();
        this.ticker = first.ticker();
    }

    boolean isInFork() {
        return depth > 0;
    }

    /** Returns whether the worker itself is in the midst of something: a body that blocks then must not go on upon another one. */
    boolean isAtWork() {
        return depth > 0 || admissions > 0;
    }

    /** Returns the worker of the running step. */
    private Worker now() {
        body.checkThread();
        return body.current();
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public Ticker ticker() {
        return ticker;
    }

    @Override
    public int index() {
        return now().index();
    }

    @Override
    public TaskHandle<?> task() {
        return now().task();
    }

    @Override
    public boolean isCancelled() {
        return now().isCancelled();
    }

    @Override
    public <T extends @Nullable Object> TaskHandle<T> submit(Task<T> task) {
        Worker worker = now();
        admissions++; // a scheduler's admit() may block
        try {
            return worker.submit(task);
        } finally {
            admissions--;
        }
    }

    @Override
    public <T extends @Nullable Object> TaskHandle<T> submit(Submission submission, Task<T> task) {
        Worker worker = now();
        admissions++;
        try {
            return worker.submit(submission, task);
        } finally {
            admissions--;
        }
    }

    @Override
    public <T extends @Nullable Object> Fork<T> fork(ForkBody<T> forked) {
        return now().fork(forked);
    }

    @Override
    public void fork(Fork<?> fork) {
        now().fork(fork);
    }

    @Override
    public Fork<Void> forkRun(ForkAction action) {
        return now().forkRun(action);
    }

    @Override
    public LongFork fork(LongForkBody forked, long argument) {
        return now().fork(forked, argument);
    }

    @Override
    public long join(LongFork fork) throws Exception {
        Worker worker = now();
        depth++;
        try {
            return worker.join(fork);
        } finally {
            depth--;
        }
    }

    @Override
    public <T extends @Nullable Object> T join(Fork<? extends T> fork) throws Exception {
        Worker worker = now();
        depth++;
        try {
            return worker.<T>join(fork);
        } finally {
            depth--;
        }
    }

    @Override
    public boolean isHelpAvailable() {
        return now().isHelpAvailable();
    }

    @Override
    public boolean isForkWorthwhile() {
        return now().isForkWorthwhile();
    }

    @Override
    public boolean isHelpAwake() {
        return now() instanceof Helped helped && helped.isHelpAwake();
    }

    @Override
    public boolean isWakeDue(long nanos) {
        return now() instanceof Helped helped && helped.isWakeDue(nanos);
    }

    @Override
    public Deadline deadline(Duration delay) {
        return now().deadline(delay);
    }

    @Override
    public RandomGenerator random() {
        return now().random();
    }

    @Override
    public void checkpoint() {
        now().checkpoint();
    }

    @Override
    public String toString() {
        return "the worker of a fiber";
    }
}
