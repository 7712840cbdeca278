package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.ManualTicker;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random programs, written as fibers and as steps: each does the same, in the same order, in as many steps. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TwinsTest {
    private static final int PROGRAMS = 300;
    private static final int TASKS = 6;
    private static final int PROMISES = 4;
    private static final List<String> KINDS = List.of(
            "yield", "sleep", "await", "await", "await any", "complete", "cancel", "submit", "fork", "await task");

    private record Move(String kind, int which) {}

    static Stream<Carrier> carriers() {
        return FiberTest.carriers();
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void fibersDoWhatTheirTwinsOfStepsDo(Carrier carrier) {
        long seed = Long.getLong("twins.seed", new Random().nextLong());
        for (int i = 0; i < PROGRAMS; i++) {
            List<List<Move>> program = program(new SplittableRandom(seed + i));
            List<String> steps = new Run().run(program, StepTwin::new);
            List<String> fibers = new Run().run(program, (run, id, moves) -> {
                FiberBody<Integer> body = fiber -> run.body(fiber, id, moves);
                return new FiberTask<>(body, body, carrier);
            });
            int same = 0;
            while (same < Math.min(steps.size(), fibers.size())
                    && steps.get(same).equals(fibers.get(same))) same++;
            String where =
                    "seed " + (seed + i) + ", after " + steps.subList(Math.max(0, same - 5), same) + ", " + program;
            assertEquals(steps.subList(same, steps.size()), fibers.subList(same, fibers.size()), where);
        }
    }

    private static List<List<Move>> program(SplittableRandom random) {
        List<List<Move>> program = new ArrayList<>();
        for (int task = 0; task < TASKS; task++) {
            List<Move> moves = new ArrayList<>();
            int length = random.nextInt(10);
            for (int i = 0; i < length; i++) {
                moves.add(new Move(KINDS.get(random.nextInt(KINDS.size())), random.nextInt(PROMISES)));
            }
            program.add(moves);
        }
        return program;
    }

    private interface Twin {
        Task<Integer> of(Run run, int id, List<Move> moves);
    }

    /** One run of a program, and what was seen. */
    private static final class Run {
        private final ManualTicker ticker = new ManualTicker();
        private final List<String> seen = new ArrayList<>();
        private final List<Promise<Integer>> promises = new ArrayList<>();
        private final List<TaskHandle<Integer>> handles = new ArrayList<>();

        private final CooperativeScheduler scheduler = CooperativeScheduler.builder()
                .ticker(ticker)
                .failureHandler((task, failure) -> seen.add("reported: " + failure))
                .build();

        List<String> run(List<List<Move>> program, Twin twin) {
            for (int i = 0; i < PROMISES; i++) promises.add(new Promise<>());
            for (int i = 0; i < program.size(); i++) {
                handles.add(scheduler.submit(twin.of(this, i, program.get(i))));
            }
            for (int round = 0; round < 30; round++) {
                int steps = 0;
                while (scheduler.runOne()) steps++;
                seen.add("round " + round + ": " + steps);
                ticker.advance(Duration.ofMillis(1));
                if (round % 5 == 4) complete(round / 5 % PROMISES);
            }
            scheduler.shutdownNow();
            scheduler.close();
            for (TaskHandle<Integer> handle : handles) seen.add(handle.state().toString());
            return seen;
        }

        void complete(int which) {
            Promise<Integer> promise = promises.get(which);
            if (!promise.isDone()) promise.succeed(which);
        }

        void see(int id, int move, Object what) {
            seen.add(id + "." + move + ": " + what);
        }

        /** What is not a wait. */
        Object act(Worker worker, int id, Move move) throws Exception {
            switch (move.kind) {
                case "complete" -> complete(move.which);
                case "cancel" -> {
                    if (move.which != id) handles.get(move.which).cancel();
                }
                case "submit" -> worker.submit(Task.run(() -> see(id, move.which, "child")));
                default -> {
                    return worker.join(worker.fork(inFork -> move.which));
                }
            }
            return move.kind;
        }

        Integer body(Fiber fiber, int id, List<Move> moves) throws Exception {
            try {
                for (int i = 0; i < moves.size(); i++) {
                    Move move = moves.get(i);
                    Promise<Integer> promise = promises.get(move.which);
                    Object what = move.kind;
                    switch (move.kind) {
                        case "yield" -> fiber.yieldNow();
                        case "sleep" -> fiber.sleep(Duration.ofMillis(move.which + 1));
                        case "await" -> what = fiber.await(promise);
                        case "await any" ->
                            what = fiber.awaitAny(promise, fiber.deadline(Duration.ofMillis(move.which)));
                        case "await task" -> {
                            if (move.which == id) continue;
                            fiber.await((Awaitable) handles.get(move.which));
                        }
                        default -> what = act(fiber.worker(), id, move);
                    }
                    see(id, i, what);
                }
                return id;
            } catch (CancellationException cancelled) {
                see(id, -1, "cancelled");
                throw cancelled;
            }
        }
    }

    private static final class StepTwin implements Task<Integer> {
        private final Run run;
        private final int id;
        private final List<Move> moves;
        private int at;
        private boolean begun;
        private boolean waits;
        private Deadline deadline;

        StepTwin(Run run, int id, List<Move> moves) {
            this.run = run;
            this.id = id;
            this.moves = moves;
        }

        @Override
        public Step<Integer> step(Worker worker) throws Exception {
            begun = true;
            for (; at < moves.size(); at++) {
                Move move = moves.get(at);
                Promise<Integer> promise = run.promises.get(move.which);
                Object what = move.kind;
                switch (move.kind) {
                    case "yield", "sleep" -> {
                        worker.checkpoint();
                        waits = !waits;
                        if (waits && move.kind.equals("yield")) return Step.yieldNow();
                        if (waits) return Step.sleep(Duration.ofMillis(move.which + 1));
                    }
                    case "await" -> {
                        worker.checkpoint();
                        if (!promise.isDone()) return Step.await(promise);
                        what = promise.result();
                    }
                    case "await any" -> {
                        worker.checkpoint();
                        if (deadline == null) deadline = worker.deadline(Duration.ofMillis(move.which));
                        if (!promise.isDone() && !deadline.isPast()) return Step.awaitAny(promise, deadline);
                        what = promise.isDone() ? 0 : 1;
                        deadline = null;
                    }
                    case "await task" -> {
                        if (move.which == id) continue;
                        worker.checkpoint();
                        if (!run.handles.get(move.which).isDone()) return Step.await(run.handles.get(move.which));
                    }
                    default -> what = run.act(worker, id, move);
                }
                run.see(id, at, what);
            }
            return Step.done(id);
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            if (begun) run.see(id, -1, "cancelled");
            return Step.done();
        }
    }
}
