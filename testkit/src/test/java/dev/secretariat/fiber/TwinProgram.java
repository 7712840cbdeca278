package dev.secretariat.fiber;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.simulation.Schedule;
import dev.secretariat.simulation.SimulationScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

/** A random program, each task of which can be run as a fiber or as steps; and what one run of it has come to. */
final class TwinProgram {
    private static final int TASKS = 5;
    private static final int PROMISES = 3;
    private static final int MAX_MOVES = 8;

    /** Those that a child may make, too, come first. */
    private static final List<String> KINDS = List.of(
            "yield",
            "sleep",
            "await",
            "await any",
            "await or",
            "complete",
            "fork",
            "shielded",
            "cancel",
            "await task",
            "submit",
            "await child",
            "fail");

    private static final int KINDS_OF_CHILDREN = KINDS.indexOf("cancel");

    record Move(String kind, int which, List<Move> child) {}

    /** What one run has come to: all that was seen, in its order, and who ran when. */
    record Result(List<String> seen, Schedule schedule, long traceHash) {}

    /** Makes a task of the moves. */
    interface Maker {
        Task<Integer> of(Run run, String id, List<Move> moves);
    }

    private final List<List<Move>> tasks = new ArrayList<>();

    TwinProgram(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < TASKS; i++) tasks.add(moves(random, KINDS.size(), 1 + random.nextInt(MAX_MOVES)));
    }

    private static List<Move> moves(SplittableRandom random, int kinds, int length) {
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            String kind = KINDS.get(random.nextInt(kinds));
            if (kind.equals("fail") && random.nextInt(4) > 0) kind = "yield";
            List<Move> child = kind.equals("submit") ? moves(random, KINDS_OF_CHILDREN, random.nextInt(4)) : List.of();
            moves.add(new Move(kind, random.nextInt(TASKS), child));
        }
        return moves;
    }

    Result run(long seed, Maker maker) {
        return new Run(seed, maker).run(tasks);
    }

    @Override
    public String toString() {
        return tasks.toString();
    }

    /** One run. */
    static final class Run {
        private final List<String> seen = new ArrayList<>();
        private final List<Promise<Integer>> promises = new ArrayList<>();
        private final List<TaskHandle<Integer>> handles = new ArrayList<>();
        private final Maker maker;
        private final SimulationScheduler simulation;

        Run(long seed, Maker maker) {
            this.maker = maker;
            this.simulation = SimulationScheduler.builder()
                    .seed(seed)
                    .workers(1 + (int) (seed % 3))
                    .failureHandler((task, failure) -> seen.add("reported of " + task.name() + ": " + failure))
                    .build();
        }

        private Result run(List<List<Move>> tasks) {
            for (int i = 0; i < PROMISES; i++) promises.add(new Promise<>());
            for (int i = 0; i < tasks.size(); i++)
                handles.add(simulation.submit("t" + i, maker.of(this, "t" + i, tasks.get(i))));
            simulation.run();
            for (int i = 0; i < PROMISES; i += 2) complete(i); // of the others some wait on
            simulation.run();
            simulation.shutdownNow();
            simulation.run();
            for (TaskHandle<Integer> handle : handles) seen.add(handle.name() + " " + handle.outcome());
            simulation.close();
            return new Result(seen, simulation.schedule(), simulation.traceHash());
        }

        private Promise<Integer> promise(Move move) {
            return promises.get(move.which % PROMISES);
        }

        private static Duration millis(Move move) {
            return Duration.ofMillis(move.which);
        }

        private boolean complete(int which) {
            Promise<Integer> promise = promises.get(which % PROMISES);
            return !promise.isDone() && promise.succeed(which);
        }

        private void see(String id, Object what) {
            seen.add(id + ": " + what);
        }

        /** What is no wait. */
        private Object act(Worker worker, String id, Move move, List<TaskHandle<Integer>> children) throws Exception {
            switch (move.kind) {
                case "complete" -> {
                    return complete(move.which);
                }
                case "cancel" -> {
                    TaskHandle<Integer> other = handles.get(move.which);
                    return !other.name().equals(id) && other.cancel();
                }
                case "submit" -> {
                    String name = id + "." + children.size();
                    children.add(worker.submit(name, maker.of(this, name, move.child)));
                    return name;
                }
                case "fork" -> {
                    return worker.join(worker.fork(inFork -> move.which));
                }
                case "fail" -> throw new IllegalStateException("of " + id);
                default -> throw new AssertionError(move.kind);
            }
        }

        private static boolean isSkipped(String id, Move move, List<TaskHandle<Integer>> children) {
            return (move.kind.equals("await task") && id.equals("t" + move.which))
                    || (move.kind.equals("await child") && children.isEmpty());
        }

        private TaskHandle<Integer> awaited(Move move, List<TaskHandle<Integer>> children) {
            return move.kind.equals("await task") ? handles.get(move.which) : children.get(children.size() - 1);
        }

        // ---- In a straight line ----

        Task<Integer> fiber(String id, List<Move> moves, Carrier carrier) {
            FiberBody<Integer> body = fiber -> body(fiber, id, moves);
            return new FiberTask<>(body, body, carrier);
        }

        private Integer body(Fiber fiber, String id, List<Move> moves) throws Exception {
            List<TaskHandle<Integer>> children = new ArrayList<>();
            try {
                for (Move move : moves) {
                    if (isSkipped(id, move, children)) continue;
                    Object what = move.kind;
                    switch (move.kind) {
                        case "yield" -> fiber.yieldNow();
                        case "sleep" -> fiber.sleep(millis(move));
                        case "await" -> what = fiber.await(promise(move));
                        case "await any" -> what = fiber.awaitAny(promise(move), fiber.deadline(millis(move)));
                        case "await or" -> {
                            try {
                                what = fiber.await(promise(move), fiber.deadline(millis(move)));
                            } catch (TimeoutException late) {
                                what = "late";
                            }
                        }
                        case "await task", "await child" -> {
                            TaskHandle<Integer> task = awaited(move, children);
                            fiber.await((Awaitable) task);
                            what = task.outcome();
                        }
                        case "shielded" ->
                            what = fiber.shielded(() -> {
                                fiber.sleep(Duration.ofMillis(1));
                                see(id, "in the shield");
                                fiber.yieldNow();
                                return "shielded";
                            });
                        default -> what = act(fiber.worker(), id, move, children);
                    }
                    see(id, what);
                }
                return moves.size();
            } catch (CancellationException cancelled) {
                see(id, "cancelled");
                fiber.shielded(() -> {
                    fiber.sleep(Duration.ofMillis(1));
                    return null;
                });
                see(id, "has tidied up");
                throw cancelled;
            }
        }
    }

    /** The same in steps. */
    static final class Steps implements Task<Integer> {
        private final Run run;
        private final String id;
        private final List<Move> moves;
        private final List<TaskHandle<Integer>> children = new ArrayList<>();
        private int at;
        private int phase; // within a move that waits
        private Deadline deadline;
        private boolean begun;
        private boolean tidies;

        Steps(Run run, String id, List<Move> moves) {
            this.run = run;
            this.id = id;
            this.moves = moves;
        }

        @Override
        public Step<Integer> step(Worker worker) throws Exception {
            begun = true;
            Step<?> wait = next(worker, false);
            return wait == null ? Step.done(moves.size()) : wait.pending();
        }

        @Override
        public Step<?> onCancel(Worker worker) throws Exception {
            if (!begun) return Step.done();
            Step<?> wait = tidies ? null : next(worker, true);
            if (wait != null) return wait;
            if (!tidies) return Step.done(); // its end came before any wait
            if (deadline == null) deadline = worker.deadline(Duration.ofMillis(1));
            if (!deadline.isPast()) return Step.await(deadline);
            run.see(id, "has tidied up");
            return Step.done();
        }

        /** Goes on to the next wait; null at the end, or where it is to tidy up. */
        private Step<?> next(Worker worker, boolean cancelled) throws Exception {
            for (; at < moves.size(); at++) {
                Move move = moves.get(at);
                if (Run.isSkipped(id, move, children)) continue;
                boolean acts =
                        List.of("complete", "cancel", "submit", "fork", "fail").contains(move.kind);
                boolean shielded = move.kind.equals("shielded");
                if (cancelled && !acts && !shielded) {
                    run.see(id, "cancelled");
                    tidies = true;
                    deadline = null;
                    return null;
                }
                Step<?> wait = acts ? null : shielded ? shielded(worker) : wait(worker, move);
                if (wait != null) return wait;
                run.see(id, acts ? run.act(worker, id, move, children) : seen(move));
                phase = 0;
                deadline = null;
            }
            return null;
        }

        private Step<?> shielded(Worker worker) {
            if (deadline == null) deadline = worker.deadline(Duration.ofMillis(1));
            if (phase == 0 && !deadline.isPast()) return Step.await(deadline);
            if (phase++ > 0) return null;
            run.see(id, "in the shield");
            return Step.yieldNow();
        }

        private Step<?> wait(Worker worker, Move move) {
            Promise<Integer> promise = run.promise(move);
            switch (move.kind) {
                case "yield" -> {
                    return phase++ == 0 ? Step.yieldNow() : null;
                }
                case "sleep" -> {
                    return phase++ == 0 ? Step.sleep(Run.millis(move)) : null;
                }
                case "await" -> {
                    return promise.isDone() ? null : Step.await(promise);
                }
                case "await any", "await or" -> {
                    if (deadline == null) deadline = worker.deadline(Run.millis(move));
                    return promise.isDone() || deadline.isPast() ? null : Step.awaitAny(promise, deadline);
                }
                default -> {
                    TaskHandle<Integer> task = run.awaited(move, children);
                    return task.isDone() ? null : Step.await(task);
                }
            }
        }

        private Object seen(Move move) {
            Promise<Integer> promise = run.promise(move);
            return switch (move.kind) {
                case "await" -> promise.result();
                case "await any" -> promise.isDone() ? 0 : 1;
                case "await or" -> promise.isDone() ? promise.result() : "late";
                case "await task", "await child" -> run.awaited(move, children).outcome();
                default -> move.kind;
            };
        }
    }
}
