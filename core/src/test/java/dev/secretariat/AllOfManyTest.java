package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AllOfManyTest {
    private final ManualTicker ticker = new ManualTicker();
    private final CooperativeScheduler scheduler =
            CooperativeScheduler.builder().ticker(ticker).build();
    private final List<String> cancelled = new ArrayList<>();

    /** Ends after so many seconds. */
    private final class After implements Task<Integer> {
        private final int seconds;
        private final Throwable failure;
        private boolean slept;

        After(int seconds, Throwable failure) {
            this.seconds = seconds;
            this.failure = failure;
        }

        @Override
        public Step<Integer> step(Worker worker) throws Exception {
            if (!slept) {
                slept = true;
                return Step.sleep(Duration.ofSeconds(seconds));
            }
            if (failure instanceof Exception thrown) throw thrown;
            return Step.done(seconds);
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            cancelled.add("after " + seconds);
            return Step.done();
        }
    }

    private Task<Integer> after(int seconds) {
        return new After(seconds, null);
    }

    private <T> TaskHandle<T> run(Task<T> task) {
        TaskHandle<T> handle = scheduler.submit(task);
        while (!handle.isDone()) {
            scheduler.runUntilIdle();
            ticker.advance(Duration.ofSeconds(1));
        }
        return handle;
    }

    private static Throwable failureOf(TaskHandle<?> handle) {
        return assertInstanceOf(Outcome.Failed.class, handle.outcome()).cause();
    }

    @Test
    void allResultsComeInTheOrderOfTheTasks() {
        assertEquals(
                List.of(3, 1, 2),
                run(Tasks.all(List.of(after(3), after(1), after(2)))).result());
        assertEquals(
                Arrays.asList(null, 1),
                run(Tasks.all(List.of(Task.call(() -> null), after(1)))).result());
        assertEquals(List.of(), run(Tasks.all(List.<Task<Integer>>of())).result());
    }

    @Test
    void theListCannotBeChanged() {
        List<Integer> list = run(Tasks.all(List.of(after(1)))).result();
        assertThrows(UnsupportedOperationException.class, () -> list.add(2));
    }

    @Test
    void aCollectorIsGivenTheResultsAsTheyCome() {
        List<Task<Integer>> tasks = List.of(after(3), after(1), after(2));
        assertEquals(
                List.of(1, 2, 3), run(Tasks.collect(tasks, Collectors.toList())).result());
        assertEquals(
                0,
                run(Tasks.collect(List.<Task<Integer>>of(), Collectors.counting()))
                        .result());
        List<Task<Integer>> again = List.of(after(3), after(1), after(2));
        assertEquals(6, run(Tasks.collect(again, Collectors.summingInt(x -> x))).result());
    }

    @Test
    void aFailureCancelsTheOthersAndTakesLaterOnesWithIt() {
        Exception first = new Exception("first");
        Exception second = new Exception("second");
        List<Task<Integer>> tasks = List.of(new After(9, null), new After(2, first), new After(2, second));
        Throwable failure = failureOf(run(Tasks.all(tasks)));
        assertSame(first, failure);
        assertArrayEquals(new Throwable[] {second}, failure.getSuppressed());
        assertEquals(List.of("after 9"), cancelled);
    }

    @Test
    void whatTheCollectorThrowsIsAFailureLikeAnyOther() {
        IllegalStateException thrown = new IllegalStateException("on purpose");
        Collector<Integer, ?, Integer> broken = Collector.of(
                () -> 0,
                (container, value) -> {
                    throw thrown;
                },
                (one, other) -> one);
        assertSame(thrown, failureOf(run(Tasks.collect(List.of(after(9), after(1)), broken))));
        assertEquals(List.of("after 9"), cancelled);
    }

    @Test
    void aPartThatSomebodyElseCancelsFailsIt() {
        Task<Integer> cancelsItself = worker -> {
            worker.task().cancel();
            return Step.yieldNow();
        };
        Throwable failure = failureOf(run(Tasks.all(List.of(after(9), cancelsItself))));
        assertInstanceOf(CancellationException.class, failure);
        assertEquals(List.of("after 9"), cancelled);
    }

    @Test
    void whoCancelsItCancelsItsPartsAndItEndsAfterThem() {
        TaskHandle<List<Integer>> handle = scheduler.submit(Tasks.all(List.of(after(8), after(9))));
        scheduler.runUntilIdle();
        handle.cancel();
        scheduler.runUntilIdle();
        assertEquals(TaskState.CANCELLED, handle.state());
        assertEquals(List.of("after 8", "after 9"), cancelled);
    }

    @Test
    void itIsSubmittedOnce() {
        Task<List<Integer>> task = Tasks.all(List.of(after(1)));
        run(task);
        assertInstanceOf(IllegalStateException.class, failureOf(run(task)));
    }

    @Test
    void theFirstOfACollection() {
        assertEquals(1, run(Tasks.first(List.of(after(2), after(1)))).result());
        assertThrows(IllegalArgumentException.class, () -> Tasks.first(List.<Task<Integer>>of()));
    }

    /** A cost that grew with the square would take minutes. */
    @Test
    void manyAreCollectedOnManyWorkers() throws Exception {
        int count = 100_000;
        try (ParallelScheduler parallel = ParallelScheduler.builder().workers(3).start()) {
            List<Task<Integer>> tasks = IntStream.range(0, count)
                    .mapToObj(i -> Task.<Integer>call(() -> i))
                    .toList();
            assertEquals(
                    IntStream.range(0, count).boxed().toList(),
                    parallel.submit(Tasks.all(tasks)).join());
            long sum = parallel.submit(Tasks.collect(tasks, Collectors.summingLong(x -> x)))
                    .join();
            assertEquals((long) count * (count - 1) / 2, sum);
        }
    }

    @Test
    void nullIsRefusedByName() {
        List<Task<Integer>> withNull = Arrays.asList(after(1), null);
        assertNames("tasks", () -> Tasks.all((List<Task<Integer>>) null));
        assertNames("tasks[1]", () -> Tasks.all(withNull));
        assertNames("tasks[1]", () -> Tasks.collect(withNull, Collectors.toList()));
        assertNames("collector", () -> Tasks.collect(List.of(after(1)), null));
        assertNames("tasks[1]", () -> Tasks.first(withNull));
    }

    private static void assertNames(String argument, Runnable call) {
        String message = assertThrows(NullPointerException.class, call::run).getMessage();
        assertTrue(message.equals(argument), message);
    }
}
