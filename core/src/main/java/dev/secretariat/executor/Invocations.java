package dev.secretariat.executor;

import dev.secretariat.Deadline;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.internal.Throwables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** {@code invokeAll} and {@code invokeAny}: they cancel whatever they leave unfinished. */
final class Invocations<T extends @Nullable Object> {
    private final Launcher launcher;
    private final List<ViewFuture<T>> futures = new ArrayList<>();

    Invocations(Launcher launcher, Collection<? extends Callable<T>> tasks) {
        this.launcher = launcher;
        for (Callable<T> task : Objects.requireNonNull(tasks, "tasks")) {
            futures.add(launcher.future(Objects.requireNonNull(task, "a task of tasks")));
        }
    }

    List<Future<T>> all(Duration limit) throws InterruptedException {
        if (!futures.isEmpty()) Waits.refuseWithoutEnd(limit, launcher.backend());
        Deadline end = launcher.backend().deadline(limit);
        try {
            for (ViewFuture<T> future : futures) launcher.launch(future, null);
            for (ViewFuture<T> future : futures) {
                if (!future.await(end)) break;
            }
        } finally {
            cancelRest();
        }
        return new ArrayList<>(futures);
    }

    T any(Duration limit) throws InterruptedException, ExecutionException, TimeoutException {
        if (futures.isEmpty()) throw new IllegalArgumentException("tasks is empty");
        Waits.refuseWithoutEnd(limit, launcher.backend());
        Deadline end = launcher.backend().deadline(limit);
        Race race = new Race();
        try {
            for (ViewFuture<T> future : futures) {
                launcher.launch(future, null);
                future.whenDone(() -> race.ended(future));
            }
            Promise<T> first = race.first;
            if (!Waits.until(first::isDone, first, end, launcher.backend())) {
                throw new TimeoutException("none of " + futures.size() + " tasks has succeeded within " + limit);
            }
        } finally {
            cancelRest();
        }
        if (race.first.outcome() instanceof Outcome.Failed<T>) throw race.failure();
        return race.first.result();
    }

    private void cancelRest() {
        for (ViewFuture<T> future : futures) future.cancel(true);
    }

    /** Won by the first that succeeds; lost when all have ended otherwise. */
    private final class Race {
        final Promise<T> first = new Promise<>();
        private final AtomicInteger left = new AtomicInteger(futures.size());

        void ended(ViewFuture<T> future) {
            Outcome<T> outcome = future.outcome();
            if (outcome instanceof Outcome.Succeeded) first.complete(outcome);
            else if (left.decrementAndGet() == 0) {
                first.complete(new Outcome.Failed<>(new CancellationException("none won")));
            }
        }

        /** Returns an exception with the first task's failure as its cause, and the others' suppressed. */
        ExecutionException failure() {
            ExecutionException failure = ViewFuture.executionException(causeOf(futures.get(0)));
            for (ViewFuture<T> future : futures.subList(1, futures.size())) {
                Throwables.suppress(failure, causeOf(future));
            }
            return failure;
        }

        private Throwable causeOf(ViewFuture<T> future) {
            return future.outcome() instanceof Outcome.Failed<T> failed
                    ? failed.cause()
                    : new CancellationException(future + " was cancelled");
        }
    }
}
