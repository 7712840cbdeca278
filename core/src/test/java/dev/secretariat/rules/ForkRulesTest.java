package dev.secretariat.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Fork;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.parallel.ParallelScheduler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** SPEC.md, rules F1 to F4. */
@ParameterizedClass
@EnumSource(Kind.class)
@Timeout(60)
class ForkRulesTest {
    @Parameter
    Kind kind;

    private Scheduler scheduler;

    @BeforeEach
    void createScheduler() {
        scheduler = kind.create();
    }

    @AfterEach
    void closeScheduler() {
        scheduler.close();
    }

    private <T> T compute(Function<Worker, T> body) throws InterruptedException {
        return scheduler
                .submit("forker", worker -> Step.done(body.apply(worker)))
                .join();
    }

    private Throwable failureOf(Function<Worker, ?> body) {
        TaskHandle<Object> handle = scheduler.submit("forker", worker -> Step.done(body.apply(worker)));
        Throwable cause = assertThrows(TaskFailedException.class, handle::join).getCause();
        usable();
        return cause;
    }

    /** Whatever happened, the worker's forks are in order for the next task. */
    private void usable() {
        try {
            int tenth = compute(worker -> fib(worker, 10));
            assertEquals(55, tenth);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int fib(Worker worker, int n) {
        if (n < 2) return n;
        Fork<Integer> left = worker.fork(w -> fib(w, n - 1));
        int right = fib(worker, n - 2);
        return left.join(worker) + right;
    }

    /** Argument and result in fields: nothing is boxed. */
    private static final class Fib extends Fork<Void> {
        private int number;

        Fib(int number) {
            this.number = number;
        }

        @Override
        public Void run(Worker worker) {
            if (number < 2) return null;
            Fib left = new Fib(number - 1);
            Fib right = new Fib(number - 2);
            worker.fork(left);
            right.run(worker);
            left.join(worker);
            number = left.number + right.number;
            return null;
        }
    }

    @Test
    void required_F1_forksJoinedInReverseOrder() throws Exception {
        int boxed = compute(worker -> fib(worker, 20));
        assertEquals(6765, boxed);
        int primitive = compute(worker -> {
            Fib fib = new Fib(20);
            fib.run(worker);
            return fib.number;
        });
        assertEquals(6765, primitive);
    }

    @Test
    void required_F1_forksJoinedInAnyOrder() throws Exception {
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
            for (int i = 0; i < 100; i += 2) total += forks.get(i).join(worker);
            for (int i = 99; i > 0; i -= 2) total += forks.get(i).join(worker);
            return total;
        });
        assertEquals(4950, sum);
        assertEquals(100, ran.get());
    }

    @Test
    void required_F1_forksWithFieldsJoinedInAnyOrder() throws Exception {
        int sum = compute(worker -> {
            List<Fib> forks = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                forks.add(new Fib(i));
                worker.fork(forks.get(i));
            }
            List<Fib> shuffled = new ArrayList<>(forks);
            Collections.shuffle(shuffled, new Random(17));
            int total = 0;
            for (Fib fork : shuffled) {
                fork.join(worker);
                total += fork.number;
            }
            return total;
        });
        assertEquals(10945, sum);
    }

    @Test
    void required_F1_aJoinedForkIsForkedAgain() throws Exception {
        int sum = compute(worker -> {
            Fork<Integer> first = worker.fork(other -> 1);
            int total = first.join(worker);
            Fork<Integer> second = worker.fork(other -> 20);
            worker.fork(first);
            total += first.join(worker);
            return total + second.join(worker);
        });
        assertEquals(22, sum);
    }

    @Test
    void required_F1_aForkNotJoinedFailsTheTaskByName() {
        Throwable inStep = failureOf(worker -> worker.fork(w -> 1));
        assertInstanceOf(IllegalStateException.class, inStep);
        assertTrue(inStep.getMessage().contains("'forker'"), inStep.getMessage());
        Throwable inBody =
                failureOf(worker -> worker.fork(w -> w.fork(inner -> 1) != null).join(worker));
        assertInstanceOf(IllegalStateException.class, inBody);
        assertTrue(inBody.getMessage().contains("'forker'"), inBody.getMessage());
    }

    @Test
    void required_F1_aForkIsJoinedOnceWhereItWasMade() {
        Throwable twice = failureOf(worker -> {
            Fork<Integer> fork = worker.fork(w -> 1);
            return fork.join(worker) + fork.join(worker);
        });
        assertTrue(twice.getMessage().contains("join each fork once"), twice.getMessage());
        Throwable elsewhere = failureOf(worker -> {
            Fork<Integer> outer = worker.fork(w -> 1);
            return worker.fork(w -> outer.join(w)).join(worker);
        });
        assertTrue(elsewhere.getMessage().contains("join each fork once"));
    }

    @Test
    void required_F2_unjoinedForksOfAFailedComputationDoNotRun() {
        List<String> ran = Collections.synchronizedList(new ArrayList<>());
        Throwable failure = failureOf(worker -> {
            for (int i = 0; i < 20; i++) {
                Fork<Boolean> unused = worker.fork(w -> ran.add("never"));
            }
            throw new IllegalStateException("first");
        });
        assertEquals("first", failure.getMessage());
        // Others may have begun some; StolenForksTest keeps them from it.
        if (!(scheduler instanceof ParallelScheduler)) assertTrue(ran.isEmpty());
    }

    @Test
    void required_F2_anExceptionLeavesTheJoinAsItWasThrown() throws Exception {
        IllegalStateException thrown = new IllegalStateException("mine");
        Throwable seen = compute(worker -> {
            Fork<Integer> fork = worker.fork(w -> {
                throw thrown;
            });
            return assertThrows(IllegalStateException.class, () -> fork.join(worker));
        });
        assertSame(thrown, seen);
    }

    @Test
    void required_F3_aStackOverflowLeavesTheForksConsistent() {
        for (int i = 0; i < 20; i++) {
            assertInstanceOf(StackOverflowError.class, failureOf(worker -> endless(worker, 0)));
        }
    }

    private static int endless(Worker worker, int depth) {
        Fork<Integer> fork = worker.fork(w -> endless(w, depth + 1));
        return depth < 0 ? 0 : fork.join(worker) + 1;
    }

    @Test
    void required_F4_aForkBelongsToTheTaskThatForked() throws Exception {
        TaskHandle<String> handle = scheduler.submit("owner", worker -> {
            worker.task().cancel();
            Fork<String> fork = worker.fork(w -> w.task().name() + " " + w.isCancelled());
            return Step.done(fork.join(worker));
        });
        assertEquals("owner true", handle.join());
        TaskHandle<Void> checked = scheduler.submit(worker -> {
            worker.task().cancel();
            worker.forkRun(Worker::checkpoint).join(worker);
            return Step.done();
        });
        assertThrows(CancellationException.class, checked::join);
        assertEquals(1, scheduler.submit(Task.call(() -> 1)).join());
    }
}
