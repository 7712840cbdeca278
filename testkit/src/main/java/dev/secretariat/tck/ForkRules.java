package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Fork;
import dev.secretariat.ForkAction;
import dev.secretariat.ForkBody;
import dev.secretariat.LongFork;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** F1 to F4 and F6: fork and join inside a step. */
@Needs(Feature.FORKS)
interface ForkRules extends Group {
    private <T> T compute(ForkBody<T> body) throws Exception {
        return trial().run(worker -> Step.done(body.run(worker)));
    }

    /** Returns how the body failed; whatever happened, the worker's forks are in order for the next task. */
    private Throwable failureAndAfter(ForkBody<?> body) throws Exception {
        TaskHandle<Object> handle = trial().scheduler().submit("forker", worker -> Step.done(body.run(worker)));
        Throwable failure = trial().failureOf(handle);
        int usable = compute(worker -> fib(worker, 10));
        assertEquals(55, usable);
        return failure;
    }

    private static int fib(Worker worker, int n) throws Exception {
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
        public Integer run(Worker worker) throws Exception {
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
        Throwable number = failureAndAfter(worker -> {
            LongFork fork = worker.fork((w, argument) -> argument, 1L);
            return worker.join(fork) + worker.join(fork);
        });
        assertTrue(messageOf(number).contains("join each fork once"), number.toString());
        Throwable nobodys = failureAndAfter(worker -> worker.join(new LongFork() {}));
        assertInstanceOf(IllegalStateException.class, nobodys);
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

    private static int endless(Worker worker, int depth) throws Exception {
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

    /** Makes a fork of one kind, and joins it at once. */
    @FunctionalInterface
    interface ForkKind {
        void forkAndJoin(Worker worker, ForkAction body) throws Exception;
    }

    private static List<ForkKind> kinds() {
        return List.of(
                (worker, body) -> worker.join(worker.forkRun(body)),
                (worker, body) -> worker.join(worker.fork(w -> {
                    body.run(w);
                    return 1;
                })),
                (worker, body) -> {
                    Fork<Integer> withFields = new Fork<>() {
                        @Override
                        public Integer run(Worker w) throws Exception {
                            body.run(w);
                            return 1;
                        }
                    };
                    worker.fork(withFields);
                    worker.join(withFields);
                },
                (worker, body) -> worker.join(worker.fork(
                        (w, argument) -> {
                            body.run(w);
                            return argument;
                        },
                        1L)));
    }

    @Test
    default void required_F6_whatABodyThrowsLeavesEachJoinAsItIs() throws Exception {
        List<Throwable> failures =
                List.of(new IOException("mine"), new IllegalStateException("mine"), new Error("mine"));
        for (Throwable thrown : failures) {
            ForkAction failing = w -> raise(thrown);
            for (ForkKind kind : kinds()) {
                ForkAction nested = w -> kind.forkAndJoin(w, failing);
                Throwable caught =
                        compute(worker -> assertThrows(Throwable.class, () -> kind.forkAndJoin(worker, nested)));
                assertSame(thrown, caught);
                assertSame(thrown, failureAndAfter(worker -> {
                    kind.forkAndJoin(worker, nested);
                    return 1;
                }));
            }
        }
    }

    @Test
    default void required_F6_aCancelDoesNotHideWhatABodyThrows() throws Exception {
        IOException thrown = new IOException("mine");
        for (ForkKind kind : kinds()) {
            assertSame(thrown, failureAndAfter(worker -> {
                worker.task().cancel();
                kind.forkAndJoin(worker, w -> raise(thrown));
                return 1;
            }));
        }
    }

    private static void raise(Throwable failure) throws Exception {
        if (failure instanceof Error error) throw error;
        throw (Exception) failure;
    }
}
