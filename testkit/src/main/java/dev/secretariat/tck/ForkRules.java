package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Fork;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** F1 to F4: fork and join inside a step. */
@Needs(Feature.FORKS)
interface ForkRules extends Group {
    private <T> T compute(Function<Worker, T> body) throws Exception {
        return trial().run(worker -> Step.done(body.apply(worker)));
    }

    /** Whatever happened, the worker's forks are in order for the next task. */
    private Throwable failureAndAfter(Function<Worker, ?> body) throws Exception {
        TaskHandle<Object> handle = trial().scheduler().submit("forker", worker -> Step.done(body.apply(worker)));
        Throwable failure = trial().failureOf(handle);
        int usable = compute(worker -> fib(worker, 10));
        assertEquals(55, usable);
        return failure;
    }

    private static int fib(Worker worker, int n) {
        if (n < 2) return n;
        Fork<Integer> left = worker.fork(w -> fib(w, n - 1));
        int right = fib(worker, n - 2);
        return worker.join(left) + right;
    }

    private static String messageOf(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    /** Argument and result in fields: nothing is boxed. */
    final class Fib extends Fork<Integer> {
        private int number;

        Fib(int number) {
            this.number = number;
        }

        @Override
        public Integer run(Worker worker) {
            if (number < 2) return 0;
            Fib left = new Fib(number - 1);
            Fib right = new Fib(number - 2);
            worker.fork(left);
            int unused = right.run(worker) + worker.join(left);
            number = left.number + right.number;
            return 0;
        }
    }

    @Test
    default void required_F1_forksJoinedInReverseOrder() throws Exception {
        int boxed = compute(worker -> fib(worker, 20));
        assertEquals(6765, boxed);
        Fib fib = new Fib(20);
        int nothing = compute(fib::run);
        assertEquals(0, nothing);
        assertEquals(6765, fib.number);
    }

    @Test
    default void required_F1_forksJoinedInAnyOrder() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        int sum = compute(worker -> {
            List<Fork<Integer>> forks = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int number = i;
                forks.add(worker.fork(w -> {
                    ran.incrementAndGet();
                    return fib(w, 5) - 5 + number;
                }));
            }
            int total = 0;
            for (int i = 0; i < 100; i += 2) total += worker.join(forks.get(i));
            for (int i = 99; i > 0; i -= 2) total += worker.join(forks.get(i));
            return total;
        });
        assertEquals(4950, sum);
        assertEquals(100, ran.get());
    }

    @Test
    default void required_F1_forksWithFieldsJoinedInAnyOrder() throws Exception {
        int sum = compute(worker -> {
            List<Fib> forks = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                forks.add(new Fib(i));
                worker.fork(forks.get(i));
            }
            List<Fib> shuffled = new ArrayList<>(forks);
            Collections.shuffle(shuffled, new Random(17));
            int total = 0;
            for (Fib fork : shuffled) total += worker.join(fork) + fork.number;
            return total;
        });
        assertEquals(10945, sum);
    }

    @Test
    default void required_F1_aJoinedForkIsForkedAgain() throws Exception {
        int sum = compute(worker -> {
            Fork<Integer> first = worker.fork(other -> 1);
            int total = worker.join(first);
            Fork<Integer> second = worker.fork(other -> 20);
            worker.fork(first);
            total += worker.join(first);
            return total + worker.join(second);
        });
        assertEquals(22, sum);
    }

    @Test
    default void required_F1_aForkNotJoinedFailsTheTaskByName() throws Exception {
        Throwable inStep = failureAndAfter(worker -> worker.fork(w -> 1));
        assertInstanceOf(IllegalStateException.class, inStep);
        assertTrue(messageOf(inStep).contains("'forker'"), inStep.toString());
        Throwable inBody = failureAndAfter(worker -> worker.join(worker.fork(w -> w.fork(inner -> 1) != null)));
        assertInstanceOf(IllegalStateException.class, inBody);
        assertTrue(messageOf(inBody).contains("'forker'"), inBody.toString());
    }

    @Test
    default void required_F1_aForkIsJoinedOnceWhereItWasMade() throws Exception {
        Throwable twice = failureAndAfter(worker -> {
            Fork<Integer> fork = worker.fork(w -> 1);
            return worker.join(fork) + worker.join(fork);
        });
        assertTrue(messageOf(twice).contains("join each fork once"), twice.toString());
        Throwable elsewhere = failureAndAfter(worker -> {
            Fork<Integer> outer = worker.fork(w -> 1);
            return worker.join(worker.fork(w -> w.join(outer)));
        });
        assertTrue(messageOf(elsewhere).contains("join each fork once"), elsewhere.toString());
    }

    @Test
    default void required_F2_noForkBeginsAfterItsComputationHasFailed() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger late = new AtomicInteger();
        AtomicInteger inside = new AtomicInteger();
        Throwable failure = failureAndAfter(worker -> {
            for (int i = 0; i < 20; i++) {
                Fork<Integer> unused = worker.fork(w -> {
                    if (over.get()) late.incrementAndGet();
                    inside.incrementAndGet();
                    return inside.decrementAndGet();
                });
            }
            throw new IllegalStateException("first");
        });
        assertEquals("first", failure.getMessage());
        assertEquals(0, inside.get(), "forks that still ran when their task had failed");
        over.set(true);
        trial().settle();
        assertEquals(0, late.get());
    }

    @Test
    default void required_F2_anExceptionLeavesTheJoinAsItWasThrown() throws Exception {
        IllegalStateException thrown = new IllegalStateException("mine");
        Throwable seen = compute(worker -> {
            Fork<Integer> fork = worker.fork(w -> {
                throw thrown;
            });
            return assertThrows(IllegalStateException.class, () -> worker.join(fork));
        });
        assertSame(thrown, seen);
    }

    @Test
    default void required_F3_anErrorInAForkLeavesTheForksConsistent() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertInstanceOf(StackOverflowError.class, failureAndAfter(worker -> endless(worker, 0)));
        }
        OutOfMemoryError pretended = new OutOfMemoryError("pretended");
        Throwable failure = failureAndAfter(worker -> {
            Fork<Integer> pending = worker.fork(w -> 1);
            Fork<Integer> broken = worker.fork(w -> {
                Fork<Integer> unused = w.fork(inner -> 2);
                throw pretended;
            });
            return worker.join(broken) + worker.join(pending);
        });
        assertSame(pretended, failure);
    }

    private static int endless(Worker worker, int depth) {
        Fork<Integer> fork = worker.fork(w -> endless(w, depth + 1));
        return depth < 0 ? 0 : worker.join(fork) + 1;
    }

    @Test
    default void required_F4_aForkBelongsToTheTaskThatForked() throws Exception {
        TaskHandle<String> handle = trial().scheduler().submit("owner", worker -> {
            worker.task().cancel();
            Fork<String> fork = worker.fork(w -> w.task().name() + " " + w.isCancelled());
            return Step.done(worker.join(fork));
        });
        assertEquals("owner true", trial().join(handle));
        TaskHandle<Void> checked = trial().scheduler().submit(worker -> {
            worker.task().cancel();
            worker.join(worker.forkRun(Worker::checkpoint));
            return Step.done();
        });
        trial().assertCancelled(checked);
        assertEquals(1, trial().run(Task.call(() -> 1)));
    }
}
