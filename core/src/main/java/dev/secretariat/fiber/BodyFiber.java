package dev.secretariat.fiber;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What a running body waits with: each wait is a loop around a step that awaits, as a step looks again at what it waits for. */
final class BodyFiber implements Fiber {
    private final BodySide body;
    private final Worker worker;

    BodyFiber(BodySide body, Worker worker) {
        this.body = body;
        this.worker = worker;
    }

    @Override
    public <T extends @Nullable Object> T await(TaskHandle<T> task) {
        Objects.requireNonNull(task, "task");
        body.checkMayWait();
        while (!task.isDone()) body.suspend(Step.await(task));
        return task.result();
    }

    @Override
    public <T extends @Nullable Object> T await(TaskHandle<T> task, Deadline deadline) throws TimeoutException {
        Objects.requireNonNull(task, "task");
        awaitOr(task, deadline);
        return task.result();
    }

    @Override
    public <T extends @Nullable Object> T await(Promise<T> promise) {
        Objects.requireNonNull(promise, "promise");
        body.checkMayWait();
        while (!promise.isDone()) body.suspend(Step.await(promise));
        return promise.result();
    }

    @Override
    public <T extends @Nullable Object> T await(Promise<T> promise, Deadline deadline) throws TimeoutException {
        Objects.requireNonNull(promise, "promise");
        awaitOr(promise, deadline);
        return promise.result();
    }

    @Override
    public <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        Objects.requireNonNull(stage, "stage");
        if (stage instanceof CompletableFuture<T> future && future.isDone() && !future.isCompletedExceptionally()) {
            body.checkMayWait();
            return future.join();
        }
        return await(Promise.<T>from(stage));
    }

    @Override
    public <T extends @Nullable Object> T await(CompletionStage<T> stage, Deadline deadline) throws TimeoutException {
        Objects.requireNonNull(stage, "stage");
        return await(Promise.<T>from(stage), deadline);
    }

    @Override
    public void await(Awaitable awaitable) {
        Objects.requireNonNull(awaitable, "awaitable");
        body.checkMayWait();
        if (!Condition.isKnown(awaitable)) body.suspend(Step.await(awaitable));
        else while (!Condition.holds(awaitable)) body.suspend(Step.await(awaitable));
    }

    @Override
    public void await(Awaitable awaitable, Deadline deadline) throws TimeoutException {
        Objects.requireNonNull(awaitable, "awaitable");
        awaitOr(awaitable, deadline);
    }

    private void awaitOr(Awaitable awaitable, Deadline deadline) throws TimeoutException {
        Objects.requireNonNull(deadline, "deadline");
        if (awaitAny(awaitable, deadline) == 0) return;
        throw new TimeoutException(
                "task '" + worker.task().name() + "' waited for " + awaitable + ", which has not come by its deadline");
    }

    @Override
    public int awaitAny(Awaitable... awaitables) {
        Condition[] conditions = Condition.of(awaitables);
        body.checkMayWait();
        for (boolean looked = false; ; looked = true) {
            for (int i = 0; i < conditions.length; i++) {
                if (conditions[i].holds(looked)) return i;
            }
            body.suspend(Step.awaitAny(conditions));
        }
    }

    @Override
    public void sleep(Duration duration) {
        Objects.requireNonNull(duration, "duration");
        body.checkMayWait();
        if (!body.isShielded() || duration.isNegative() || duration.isZero()) {
            body.suspend(Step.sleep(duration));
        } else {
            Deadline end = worker.deadline(duration); // a request to cancel ends a step's sleep, but not this
            while (!end.isPast()) body.suspend(Step.await(end));
        }
    }

    @Override
    public void yieldNow() {
        body.checkMayWait();
        body.suspend(Step.yieldNow());
    }

    @Override
    public <T extends @Nullable Object> T shielded(Callable<T> section) throws Exception {
        Objects.requireNonNull(section, "section");
        body.checkThread();
        body.shield();
        try {
            return section.call();
        } finally {
            body.unshield();
        }
    }

    @Override
    public void checkCancelled() {
        body.checkMayWait();
    }

    @Override
    public boolean isCancelled() {
        body.checkThread();
        return body.isCancelled();
    }

    @Override
    public Deadline deadline(Duration delay) {
        return worker.deadline(delay);
    }

    @Override
    public <T extends @Nullable Object> TaskHandle<T> submit(Task<T> task) {
        return worker.submit(task);
    }

    @Override
    public <T extends @Nullable Object> TaskHandle<T> submit(String name, Task<T> task) {
        return worker.submit(name, task);
    }

    @Override
    public Worker worker() {
        body.checkThread();
        return worker;
    }

    @Override
    public String toString() {
        return body.toString();
    }
}
