package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.cooperative.CooperativeScheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Compositions of many parts: as deep as memory allows, at a cost in proportion; and each submitted once. */
class SequenceTest {
    private static final int MANY = 100_000;

    private final List<String> log = new ArrayList<>();
    private final CooperativeScheduler scheduler = CooperativeScheduler.builder()
            .failureHandler((task, failure) -> log.add("reported " + failure.getMessage()))
            .build();

    @AfterEach
    void closeScheduler() {
        scheduler.shutdownNow();
        scheduler.close();
    }

    private <T> TaskHandle<T> run(Task<T> task) {
        TaskHandle<T> handle = scheduler.submit(task);
        scheduler.runUntilIdle();
        return handle;
    }

    private static Throwable causeOf(TaskHandle<?> handle) {
        return assertThrows(TaskFailedException.class, handle::result).getCause();
    }

    /** A task of two steps. */
    private static Task<Integer> yielding(int value) {
        boolean[] yielded = new boolean[1];
        return worker -> {
            if (yielded[0]) return Step.done(value);
            yielded[0] = true;
            return Step.yieldNow();
        };
    }

    private static Task<Integer> countDown(int from) {
        return yielding(from).flatMap(value -> value == 0 ? Task.call(() -> -1) : countDown(value - 1));
    }

    @Test
    void aLoopOfFlatMapsThatYieldRunsOnAShortStack() throws Exception {
        onAShortStack(() -> assertEquals(-1, run(countDown(MANY)).result()));
    }

    @Test
    void aLoopInsideATaskOfTheUsersOwnRunsOnAShortStack() throws Exception {
        Task<Integer> loop = countDown(MANY);
        Task<String> wrapper = new Task<>() {
            @Override
            public Step<String> step(Worker worker) throws Exception {
                Step<Integer> step = loop.step(worker);
                return step.isDone() ? Step.done("ended with " + step.value()) : step.pending();
            }

            @Override
            public Step<?> onCancel(Worker worker) throws Exception {
                return loop.onCancel(worker);
            }
        };
        onAShortStack(() -> assertEquals("ended with -1", run(wrapper).result()));
    }

    @Test
    void longChainsRunOnAShortStack() throws Exception {
        Task<Integer> maps = Task.call(() -> 0);
        Task<Integer> flatMaps = Task.call(() -> 0);
        Task<Integer> both = yielding(0);
        for (int i = 0; i < MANY; i++) {
            maps = maps.map(value -> value + 1);
            flatMaps = flatMaps.flatMap(value -> Task.call(() -> value + 1));
            both = i % 2 == 0 ? both.map(value -> value + 1) : both.flatMap(value -> Task.call(() -> value + 1));
        }
        for (Task<Integer> chain : List.of(maps, flatMaps, both)) {
            onAShortStack(() -> assertEquals(MANY, run(chain).result()));
        }
    }

    @Test
    void resourcesInOneAnotherAreOpenedAndClosedOnAShortStack() throws Exception {
        int[] open = new int[1];
        int[] most = new int[1];
        onAShortStack(() -> assertEquals(
                7, run(opening(10_000, open, most, Task.call(() -> 7))).result()));
        assertEquals(10_000, most[0]);
        assertEquals(0, open[0]);
        Task<Integer> failing = Task.call(() -> {
            throw new IOException("inside");
        });
        onAShortStack(() -> assertEquals(
                "inside", causeOf(run(opening(10_000, open, most, failing))).getMessage()));
        assertEquals(0, open[0]);
        onAShortStack(() -> {
            TaskHandle<Integer> waiting = run(opening(10_000, open, most, worker -> Step.await(new Promise<>())));
            assertEquals(10_000, open[0]);
            waiting.cancel();
            scheduler.runUntilIdle();
            assertEquals(TaskState.CANCELLED, waiting.state());
        });
        assertEquals(0, open[0]);
    }

    private static Task<Integer> opening(int count, int[] open, int[] most, Task<Integer> innermost) {
        if (count == 0) return innermost;
        return Tasks.using(
                () -> {
                    most[0] = Math.max(most[0], ++open[0]);
                    return () -> open[0]--;
                },
                resource -> opening(count - 1, open, most, innermost));
    }

    @Test
    void aLoopForgetsWhatItHasDone() throws Exception {
        // Each round's value is large; only one of them is kept.
        Task<byte[]> loop = large(2_000);
        assertNull(run(loop.map(value -> null)).result());
    }

    /** The task is asked to cancel just when a failure of its own has closed what it held. */
    @Test
    void aRequestThatComesBehindAFailureCallsNobodyAgain() {
        Task<String> part = new Task<>() {
            @Override
            public Step<String> step(Worker worker) {
                throw new CancellationException("of its own");
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                log.add("wound down");
                return Step.done();
            }
        };
        AtomicReference<TaskHandle<?>> self = new AtomicReference<>();
        Task<String> whole = Tasks.using(
                () -> () -> {
                    log.add("closed");
                    self.get().cancel();
                },
                resource -> part);
        self.set(scheduler.submit(whole));
        scheduler.runUntilIdle();
        assertEquals(List.of("closed"), log);
        assertEquals(TaskState.CANCELLED, self.get().state());
    }

    private static Task<byte[]> large(int rounds) {
        return Task.call(() -> new byte[1 << 20])
                .flatMap(value -> rounds == 0 ? Task.call(() -> value) : large(rounds - 1));
    }

    private static void onAShortStack(Runnable body) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(
                null,
                () -> {
                    try {
                        body.run();
                    } catch (Throwable thrown) {
                        failure.set(thrown);
                    }
                },
                "short stack",
                256 << 10);
        thread.start();
        thread.join();
        if (failure.get() != null) throw new AssertionError(failure.get());
    }

    @Test
    void theFirstOfManyRegistersWithEachOnce() {
        int[] waitedFor = new int[1];
        int parts = 2_000;
        @SuppressWarnings({"unchecked", "rawtypes"}) // of no other type
        Task<Integer>[] tasks = new Task[parts];
        List<Promise<Integer>> gates = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            Promise<Integer> gate = new Promise<>();
            gates.add(gate);
            tasks[i] = worker -> {
                if (!gate.isDone()) return Step.await(gate);
                throw new IOException("no luck");
            };
        }
        Task<Integer> first = Tasks.first(tasks);
        TaskHandle<Integer> handle = run(worker -> {
            Step<Integer> step = first.step(worker);
            if (step instanceof Step.AwaitAny<Integer> any) waitedFor[0] += any.count();
            if (step instanceof Step.Await<Integer>) waitedFor[0]++;
            return step;
        });
        for (Promise<Integer> gate : gates) {
            gate.succeed(1);
            scheduler.runUntilIdle();
        }
        assertInstanceOf(IOException.class, causeOf(handle));
        assertTrue(waitedFor[0] <= 2 * parts, "registrations: " + waitedFor[0]);
    }

    @Test
    void theWordsOfAFailureDoNotGrowWithTheChainOfThoseWhoPassItOn() {
        int tasks = 2_000;
        List<TaskHandle<?>> handles = new ArrayList<>();
        handles.add(scheduler.submit("task 0", Task.call(() -> {
            throw new IOException("disk");
        })));
        for (int i = 1; i < tasks; i++) {
            TaskHandle<?> before = handles.get(i - 1);
            handles.add(scheduler.submit("task " + i, worker -> {
                if (!before.isDone()) return Step.await(before);
                before.result();
                return Step.done();
            }));
        }
        scheduler.runUntilIdle();
        TaskFailedException last = assertThrows(TaskFailedException.class, handles.get(tasks - 1)::result);
        long all = 0;
        int deep = 0;
        for (Throwable cause = last; cause instanceof TaskFailedException; cause = cause.getCause(), deep++) {
            all += cause.getMessage().length();
        }
        assertEquals(tasks, deep);
        assertTrue(all < 1_000L * tasks, "characters: " + all);
        String message = last.getMessage();
        assertTrue(message.startsWith("task 'task 1999' failed: task 'task 1998' failed: "), message);
        assertTrue(message.endsWith("java.io.IOException: disk"), message);
    }

    // ---- Submitted once ----

    @Test
    void aCompositionThatKeepsStateIsRefusedTheSecondTime() {
        List<Supplier<Task<Integer>>> compositions = List.of(
                () -> Script.<Object, Integer>of(state -> 1, (state, worker) -> Step.done())
                        .start("a state"),
                () -> Task.call(() -> 1).flatMap(value -> Task.call(() -> value)),
                () -> Task.call(() -> 1)
                        .flatMap(value -> Task.call(() -> value))
                        .map(value -> value),
                () -> Tasks.both(Task.call(() -> 1), Task.call(() -> 2), (one, other) -> one),
                () -> Tasks.first(Task.call(() -> 1)),
                () -> Tasks.withDeadline(Task.call(() -> 1), scheduler.deadline(Duration.ofHours(1))),
                () -> Tasks.using(() -> () -> {}, resource -> Task.call(() -> 1)));
        for (Supplier<Task<Integer>> composition : compositions) {
            Task<Integer> later = composition.get();
            assertEquals(1, run(later).result());
            assertRefused(run(later));

            Task<Integer> meanwhile = composition.get();
            TaskHandle<Integer> one = scheduler.submit("one", meanwhile);
            TaskHandle<Integer> other = scheduler.submit("other", meanwhile);
            scheduler.runUntilIdle();
            assertEquals(1, one.result());
            assertRefused(other);
        }
    }

    private static void assertRefused(TaskHandle<?> handle) {
        IllegalStateException refusal = assertInstanceOf(IllegalStateException.class, causeOf(handle));
        assertTrue(refusal.getMessage().contains("make a new one for each submission"), refusal.getMessage());
    }

    @Test
    void aSecondSubmissionThatIsCancelledLeavesTheFirstAlone() {
        Promise<Integer> gate = new Promise<>();
        Task<Integer> part = worker -> gate.isDone() ? Step.done(1) : Step.await(gate);
        Task<Integer> composition = Tasks.both(part, part, Integer::sum);
        TaskHandle<Integer> first = run(composition);
        TaskHandle<Integer> second = scheduler.submit(composition);
        second.cancel();
        scheduler.runUntilIdle();
        assertEquals(TaskState.CANCELLED, second.state());
        gate.succeed(1);
        scheduler.runUntilIdle();
        assertEquals(2, first.result());
    }

    @Test
    void aMappedTaskIsSubmittedAsOftenAsTheOneThatItMaps() {
        Task<Integer> task = Task.call(() -> 1).map(value -> value + 1).map(value -> value * 10);
        assertEquals(20, run(task).result());
        assertEquals(20, run(task).result());
    }
}
