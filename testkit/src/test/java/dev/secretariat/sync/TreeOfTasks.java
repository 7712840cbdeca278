package dev.secretariat.sync;

import dev.secretariat.Deadline;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A random tree of scopes, in fibers and in steps, and compositions; it knows which of its nodes run, and what each may return. */
final class TreeOfTasks {
    private final Scheduler scheduler;
    private final RandomGenerator random;
    private final Set<String> running = new TreeSet<>();
    private final List<TaskHandle<?>> handles = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    TreeOfTasks(Scheduler scheduler, RandomGenerator random) {
        this.scheduler = scheduler;
        this.random = random;
    }

    /** Returns the names of those that have begun and not ended. */
    List<String> running() {
        return List.copyOf(running);
    }

    /** Looks at how each has ended: a simulation fails for what nobody has looked at. */
    void lookAtAll() {
        for (TaskHandle<?> handle : handles) {
            var ignored = handle.outcome();
        }
    }

    /** Returns what has ended too early; an assertion inside a task would be a failure of that. */
    List<String> violations() {
        return violations;
    }

    /** A task, and a model of it. */
    record Node(String name, Task<Object> task, Predicate<@Nullable Object> returns, boolean mayFail) {
        boolean mayReturn(@Nullable Object value) {
            return returns.test(value);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    Node grow(int depth) {
        return grow("n", depth);
    }

    private Node grow(String name, int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(10);
        if (kind < 2) return leaf(name);
        List<Node> parts = new ArrayList<>();
        int count = kind == 2 || kind == 3 ? 2 : 1 + random.nextInt(4);
        if (kind == 4) count = 1;
        for (int i = 0; i < count; i++) parts.add(grow(name + "." + i, depth - 1));
        boolean mayFail = parts.stream().anyMatch(Node::mayFail);
        List<Task<Object>> tasks = parts.stream().map(Node::task).toList();
        return switch (kind) {
            case 2 -> watched(name, Tasks.both(tasks.get(0), tasks.get(1), TreeOfTasks::pair), all(parts), mayFail);
            case 3 -> watched(name, Tasks.first(tasks), any(parts), mayFail);
            case 4 ->
                watched(
                        name,
                        Tasks.withDeadline(tasks.get(0), soon()),
                        parts.get(0).returns(),
                        true);
            case 5 -> watched(name, Tasks.all(tasks).map(list -> list), all(parts), mayFail);
            case 6 ->
                watched(
                        name,
                        Tasks.mapConcurrent(parts, 1 + random.nextInt(3), Node::task)
                                .map(list -> list),
                        all(parts),
                        mayFail);
            default -> scope(name, parts, mayFail);
        };
    }

    private Deadline soon() {
        return scheduler.deadline(Duration.ofMillis(random.nextInt(6)));
    }

    private static Object pair(Object one, Object other) {
        List<Object> pair = new ArrayList<>();
        pair.add(one);
        pair.add(other);
        return pair;
    }

    private static Predicate<@Nullable Object> all(List<Node> parts) {
        return value -> {
            if (!(value instanceof List<?> list) || list.size() != parts.size()) return false;
            for (int i = 0; i < parts.size(); i++) if (!parts.get(i).mayReturn(list.get(i))) return false;
            return true;
        };
    }

    private static Predicate<@Nullable Object> any(List<Node> parts) {
        return value -> parts.stream().anyMatch(part -> part.mayReturn(value));
    }

    /** Returns what was thrown first. */
    static Throwable origin(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof TaskFailedException failed && failed.getCause() != null) cause = failed.getCause();
        return cause;
    }

    // ---- Nodes ----

    /** Yields or sleeps a few times, then returns its name, or fails; winds down in some steps. */
    private Node leaf(String name) {
        int steps = random.nextInt(4);
        int sleep = random.nextInt(3);
        int winding = random.nextInt(3);
        boolean fails = random.nextInt(6) == 0;
        Task<Object> task = new Task<>() {
            private int left = steps;
            private int leftToWind = winding;

            @Override
            public Step<Object> step(Worker worker) throws IOException {
                if (left-- > 0) return sleep == 0 ? Step.yieldNow() : Step.sleep(Duration.ofMillis(sleep));
                if (fails) throw new IOException(name);
                return Step.done(name);
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                return leftToWind-- > 0 ? Step.yieldNow() : Step.done();
            }
        };
        return watched(name, task, value -> !fails && name.equals(value), fails);
    }

    private Node scope(String name, List<Node> parts, boolean mayFail) {
        int policy = random.nextInt(5);
        boolean inSteps = random.nextBoolean();
        boolean timed = random.nextInt(4) == 0;
        boolean forgets = !inSteps && random.nextInt(10) == 0;
        Deadline deadline = timed ? soon() : null;
        Task<Object> task = inSteps
                ? new Parent(joiner(policy), parts, deadline)
                : Fibers.task(fiber -> body(fiber, joiner(policy), parts, deadline, forgets));
        Predicate<@Nullable Object> returns = switch (policy) {
            case 0 -> all(parts);
            case 1 -> any(parts);
            case 2, 3 -> Objects::isNull;
            default -> value -> value instanceof List<?> list && list.size() == parts.size();
        };
        boolean scopeMayFail = timed || forgets || (mayFail && (policy == 0 || policy == 1 || policy == 3));
        return watched(name, task, returns, scopeMayFail);
    }

    private static Joiner<Object, ?> joiner(int policy) {
        return switch (policy) {
            case 0 -> Joiner.allSuccessfulOrThrow();
            case 1 -> Joiner.anySuccessfulOrThrow();
            case 2 -> Joiner.awaitAll();
            case 3 -> Joiner.awaitAllSuccessfulOrThrow();
            default -> Joiner.allUntil(child -> child.state() == TaskState.SUCCEEDED);
        };
    }

    private Object body(
            Fiber fiber, Joiner<Object, ?> joiner, List<Node> parts, @Nullable Deadline deadline, boolean forgets)
            throws Exception {
        List<TaskHandle<?>> children = new ArrayList<>();
        try (TaskScope<Object, ?> scope =
                deadline == null ? TaskScope.open(fiber, joiner) : TaskScope.open(fiber, joiner, deadline)) {
            for (Node part : parts) {
                children.add(scope.fork(part.name(), part.task()));
                if (children.size() % 2 == 0) fiber.yieldNow();
            }
            return forgets ? "forgot to join" : scope.join();
        } finally {
            for (TaskHandle<?> child : children) if (!child.isDone()) violations.add("joined before " + child);
        }
    }

    /** A scope in steps. */
    private static final class Parent implements Task<Object> {
        private final Joiner<Object, ?> joiner;
        private final List<Node> parts;
        private final @Nullable Deadline deadline;
        private @Nullable StepScope<Object, ?> scope;
        private @Nullable RejectedExecutionException refusal;
        private int forked;

        Parent(Joiner<Object, ?> joiner, List<Node> parts, @Nullable Deadline deadline) {
            this.joiner = joiner;
            this.parts = parts;
            this.deadline = deadline;
        }

        @Override
        public Step<Object> step(Worker worker) throws Exception {
            StepScope<Object, ?> mine = scope;
            if (mine == null) {
                scope = mine =
                        deadline == null ? StepScope.open(worker, joiner) : StepScope.open(worker, joiner, deadline);
            }
            if (forked < parts.size() && refusal == null) {
                try {
                    mine.fork(
                            worker, parts.get(forked).name(), parts.get(forked).task());
                    forked++;
                } catch (RejectedExecutionException refused) {
                    refusal = refused; // if it was thrown here, the scope would be left open
                    mine.cancel();
                }
                return Step.yieldNow();
            }
            if (!mine.isEnded()) return Step.await(mine.join(worker));
            if (refusal != null) throw refusal;
            return Step.done(mine.result());
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            return scope == null ? Step.done() : scope.windDown(worker);
        }
    }

    // ---- What is watched ----

    private Node watched(String name, Task<Object> task, Predicate<@Nullable Object> returns, boolean mayFail) {
        return new Node(name, new Watched(name, task), returns, mayFail);
    }

    /** Says when a task begins and ends, and that none of what it has begun runs then. */
    private final class Watched implements Task<Object> {
        private final String name;
        private final Task<Object> task;

        Watched(String name, Task<Object> task) {
            this.name = name;
            this.task = task;
        }

        private void ends() {
            running.remove(name);
            List<String> below = running.stream()
                    .filter(other -> other.startsWith(name + "."))
                    .toList();
            if (!below.isEmpty()) violations.add(name + " ended before " + below);
        }

        @Override
        public Step<Object> step(Worker worker) throws Exception {
            if (running.add(name)) handles.add(worker.task());
            try {
                Step<Object> step = task.step(worker);
                if (step.isDone()) ends();
                return step;
            } catch (Throwable failure) {
                if (!(failure instanceof CancellationException && worker.isCancelled())) ends(); // else it winds down
                throw failure;
            }
        }

        @Override
        public Step<?> onCancel(Worker worker) throws Exception {
            Step<?> step = Step.done();
            try {
                step = task.onCancel(worker);
                return step;
            } catch (RejectedExecutionException refused) {
                return step; // of one that was refused a fork before; told of it where it is cancelled is nobody
            } finally {
                if (step.isDone()) ends();
            }
        }
    }
}
