package dev.secretariat.parallel;

import static dev.secretariat.parallel.Players.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Fork;
import dev.secretariat.ForkAction;
import dev.secretariat.ForkBody;
import dev.secretariat.LongFork;
import dev.secretariat.Outcome;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * SPEC.md, rules F1 to F6, while a thief is at work: each test goes on only when a certain fork has been begun
 * by another worker.
 */
@Timeout(60)
class StolenForksTest {
    private final ParallelScheduler scheduler = ParallelScheduler.builder()
            .workers(2)
            .failureHandler((task, failure) -> {})
            .start();

    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean released = new AtomicBoolean();

    @AfterEach
    void closeScheduler() {
        scheduler.close();
    }

    private <T> TaskHandle<T> start(ForkBody<T> body) {
        return scheduler.submit("forker", worker -> Step.done(body.run(worker)));
    }

    private Throwable failureOf(ForkBody<?> body) throws InterruptedException {
        TaskHandle<?> handle = start(body::run);
        until(handle::isDone);
        Throwable failure =
                assertInstanceOf(Outcome.Failed.class, handle.outcome()).cause();
        usable();
        return failure;
    }

    /** Whatever happened, both workers' forks are in order for the next task. */
    private void usable() throws InterruptedException {
        assertEquals(6765, start(worker -> fib(worker, 20)).join());
    }

    private static long fib(Worker worker, long n) throws Exception {
        if (n < 2) return n;
        LongFork left = worker.fork(StolenForksTest::fib, n - 1);
        long right = fib(worker, n - 2);
        return worker.join(left) + right;
    }

    /** For a fork's body: tells that it runs, and waits until it is let go on. */
    private void holdUp() {
        begun.set(true);
        until(released::get);
    }

    // ---- Results ----

    @Test
    void aStolenForksResultComesToItsJoin() throws Exception {
        List<Integer> ranOn = start(worker -> {
                    Fork<Integer> fork = worker.fork(w -> {
                        holdUp();
                        return w.index();
                    });
                    until(begun::get);
                    released.set(true);
                    return List.of(worker.index(), worker.join(fork));
                })
                .join();
        assertEquals(1, ranOn.get(0) + ranOn.get(1));
    }

    private static final class Plus extends Fork<Void> {
        private final Runnable during;
        private long sum;

        Plus(long sum, Runnable during) {
            this.sum = sum;
            this.during = during;
        }

        @Override
        public Void run(Worker worker) {
            during.run();
            sum++;
            return null;
        }
    }

    @Test
    void whatAStolenForkWroteIsSeenByItsJoin() throws Exception {
        long sum = start(worker -> {
                    Plus fork = new Plus(41, this::holdUp);
                    worker.fork(fork);
                    until(begun::get);
                    released.set(true);
                    worker.join(fork);
                    return fork.sum;
                })
                .join();
        assertEquals(42, sum);
    }

    @Test
    void aStolenLongForkHasItsArgument() throws Exception {
        long square = start(worker -> {
                    LongFork fork = worker.fork(
                            (w, number) -> {
                                holdUp();
                                return number * number;
                            },
                            12L);
                    until(begun::get);
                    released.set(true);
                    return worker.join(fork);
                })
                .join();
        assertEquals(144, square);
    }

    // ---- F1 ----

    @Test
    void required_F1_aStolenBodyMustJoinItsForks() throws Exception {
        Throwable failure = failureOf(worker -> {
            Fork<Fork<Integer>> fork = worker.fork(w -> {
                begun.set(true);
                return w.fork(inner -> 1);
            });
            until(begun::get);
            return worker.join(fork);
        });
        assertInstanceOf(IllegalStateException.class, failure);
        assertTrue(failure.getMessage().contains("'forker'"), failure.getMessage());
    }

    @Test
    void required_F1_aStolenBodyCannotJoinItsOwnersForks() throws Exception {
        Throwable failure = failureOf(worker -> {
            Fork<Integer> outer = worker.fork(w -> {
                holdUp();
                return 1;
            });
            until(begun::get);
            AtomicBoolean second = new AtomicBoolean();
            // The thief is held up in the first, and cannot take this one before it has ended.
            Fork<Integer> inner = worker.fork(w -> {
                second.set(true);
                return w.join(outer);
            });
            released.set(true);
            until(second::get);
            return worker.join(inner) + worker.join(outer);
        });
        assertTrue(failure.getMessage().contains("join each fork once"), failure.getMessage());
    }

    @Test
    void required_F1_stolenForksAreJoinedInAnyOrder() throws Exception {
        int sum = start(worker -> {
                    List<Fork<Integer>> forks = new ArrayList<>();
                    for (int i = 0; i < 1000; i++) {
                        int number = i;
                        forks.add(worker.fork(w -> {
                            begun.set(true);
                            return number;
                        }));
                    }
                    until(begun::get);
                    int total = 0;
                    for (Fork<Integer> fork : forks) total += worker.join(fork);
                    return total;
                })
                .join();
        assertEquals(499_500, sum);
    }

    // ---- F2 ----

    @Test
    void required_F2_aStolenForkIsAwaitedBeforeTheFailureLeaves() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean ranLate = new AtomicBoolean();
        Throwable failure = failureOf(worker -> {
            Fork<Integer> unusedStolen = worker.fork(w -> {
                holdUp();
                ended.set(true);
                throw new IllegalArgumentException("second");
            });
            until(begun::get);
            // The only thief is held up, so nobody begins this one.
            Fork<Boolean> unusedNotBegun = worker.fork(w -> ranLate.getAndSet(true));
            try {
                throw new IllegalStateException("first");
            } finally {
                released.set(true);
            }
        });
        assertEquals("first", failure.getMessage());
        assertEquals("second", failure.getSuppressed()[0].getMessage());
        assertTrue(ended.get());
    }

    @Test
    void required_F2_aForkThatNobodyBeganIsDropped() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        Throwable failure = failureOf(worker -> {
            Fork<Integer> stolen = worker.fork(w -> {
                holdUp();
                return 1;
            });
            until(begun::get);
            // The only thief is held up until the body below has failed, and its forks have been dropped.
            Fork<Integer> failing = worker.fork(w -> {
                Fork<Boolean> unusedInner = w.fork(inner -> ran.getAndSet(true));
                throw new IllegalStateException("first");
            });
            Throwable seen = assertThrows(IllegalStateException.class, () -> worker.join(failing));
            released.set(true);
            worker.join(stolen);
            throw new IllegalStateException(seen);
        });
        assertEquals("first", failure.getCause().getMessage());
        assertFalse(ran.get());
    }

    // ---- F3 ----

    @Test
    void required_F3_aThiefsStackOverflowFailsTheTaskAlone() throws Exception {
        for (int i = 0; i < 20; i++) {
            begun.set(false);
            Throwable failure = failureOf(worker -> {
                Fork<Integer> fork = worker.fork(w -> {
                    begun.set(true);
                    return endless(w, 0);
                });
                until(begun::get);
                return worker.join(fork);
            });
            assertInstanceOf(StackOverflowError.class, failure);
        }
    }

    private static int endless(Worker worker, int depth) throws Exception {
        Fork<Integer> fork = worker.fork(w -> endless(w, depth + 1));
        return depth < 0 ? 0 : worker.join(fork) + 1;
    }

    @Test
    void required_F3_aVeryDeepChainFailsCleanlyAtWorst() throws Exception {
        for (int i = 0; i < 10; i++) {
            TaskHandle<Integer> handle = start(worker -> chain(worker, 100_000));
            until(handle::isDone);
            if (handle.outcome() instanceof Outcome.Failed<?> failed) {
                assertInstanceOf(StackOverflowError.class, failed.cause());
            } else {
                assertEquals(100_000, handle.result());
            }
            usable();
        }
    }

    private static int chain(Worker worker, int length) throws Exception {
        return length == 0 ? 0 : worker.join(worker.fork(w -> chain(w, length - 1))) + 1;
    }

    // ---- F4 ----

    @Test
    void required_F4_aStolenForkBelongsToTheTaskThatForked() throws Exception {
        TaskHandle<String> handle = start(worker -> {
            Fork<String> fork = worker.fork(w -> {
                begun.set(true);
                until(w::isCancelled);
                return w.task().name();
            });
            until(begun::get);
            worker.task().cancel();
            return worker.join(fork);
        });
        assertEquals("forker", handle.join());
    }

    @Test
    void required_F4_aStolenForkSeesACancellationAtItsCheckpoint() throws Exception {
        TaskHandle<Integer> handle = start(worker -> {
            Fork<Integer> fork = worker.fork(w -> {
                begun.set(true);
                for (; ; ) w.checkpoint();
            });
            until(begun::get);
            return worker.join(fork);
        });
        until(begun::get);
        assertTrue(handle.cancel());
        assertThrows(CancellationException.class, handle::join);
        assertEquals(TaskState.CANCELLED, handle.state());
        usable();
    }

    @Test
    void aStolenForkMaySubmitTasks() throws Exception {
        TaskHandle<Integer> inner = start(worker -> {
                    Fork<TaskHandle<Integer>> fork = worker.fork(w -> {
                        begun.set(true);
                        return w.submit(Task.call(() -> 7));
                    });
                    until(begun::get);
                    return worker.join(fork);
                })
                .join();
        assertEquals(7, inner.join());
    }

    @Test
    void theWorkerOfTheStepIsNotValidInAStolenFork() throws Exception {
        Throwable failure = failureOf(worker -> {
            Fork<Integer> fork = worker.fork(w -> {
                begun.set(true);
                return w.join(worker.fork(inner -> 1));
            });
            until(begun::get);
            return worker.join(fork);
        });
        assertTrue(failure.getMessage().contains("use the Worker passed to this step or fork"), failure.getMessage());
    }

    // ---- F6 ----

    private static final class Failing extends Fork<Void> {
        private final ForkAction body;

        Failing(ForkAction body) {
            this.body = body;
        }

        @Override
        public Void run(Worker worker) throws Exception {
            body.run(worker);
            return null;
        }
    }

    @Test
    void required_F6_whatAStolenForkThrowsLeavesItsJoinAsItIs() throws Exception {
        Error thrown = new AssertionError("on purpose");
        assertSame(thrown, failureOf(worker -> {
            Fork<Integer> fork = worker.fork(w -> {
                begun.set(true);
                throw thrown;
            });
            until(begun::get);
            return worker.join(fork);
        }));
    }

    @Test
    void required_F6_soDoesACheckedExceptionOfAStolenFork() throws Exception {
        IOException thrown = new IOException("on purpose");
        assertSame(thrown, failureOf(worker -> {
            Fork<Void> lambda = worker.forkRun(w -> failOnTheThief(w, thrown));
            until(begun::get);
            return worker.join(lambda);
        }));
        begun.set(false);
        assertSame(thrown, failureOf(worker -> {
            Failing withField = new Failing(w -> failOnTheThief(w, thrown));
            worker.fork(withField);
            until(begun::get);
            return worker.join(withField);
        }));
        begun.set(false);
        assertSame(thrown, failureOf(worker -> {
            LongFork number = worker.fork(
                    (w, argument) -> {
                        failOnTheThief(w, thrown);
                        return argument;
                    },
                    1L);
            until(begun::get);
            return worker.join(number);
        }));
    }

    @Test
    void required_F6_soItDoesWhereTheTaskHasBeenAskedToCancel() throws Exception {
        IOException thrown = new IOException("on purpose");
        assertSame(thrown, failureOf(worker -> {
            Fork<Void> fork = worker.forkRun(w -> failOnTheThief(w, thrown));
            until(begun::get);
            worker.task().cancel();
            return worker.join(fork);
        }));
    }

    /** Out of a join of the thief's own. */
    private void failOnTheThief(Worker thief, IOException thrown) throws Exception {
        begun.set(true);
        thief.join(thief.forkRun(w -> {
            throw thrown;
        }));
    }

    // ---- Helping, waiting ----

    @Test
    void whoWaitsForAStolenForkStealsBackFromTheThief() throws Exception {
        List<Integer> indices = start(worker -> {
                    AtomicBoolean innerRan = new AtomicBoolean();
                    Fork<Integer> fork = worker.fork(w -> {
                        begun.set(true);
                        Fork<Integer> inner = w.fork(v -> {
                            innerRan.set(true);
                            return v.index();
                        });
                        until(innerRan::get); // by the other, who waits for us
                        return w.join(inner);
                    });
                    until(begun::get);
                    return List.of(worker.index(), worker.join(fork));
                })
                .join();
        assertEquals(indices.get(0), indices.get(1));
    }

    @Test
    void whoIsParkedAtAJoinIsWokenForNewForks() throws Exception {
        boolean done = start(worker -> {
                    Thread waiting = Thread.currentThread();
                    AtomicBoolean innerRan = new AtomicBoolean();
                    Fork<Boolean> fork = worker.fork(w -> {
                        begun.set(true);
                        until(() -> waiting.getState() == Thread.State.WAITING);
                        Fork<Boolean> inner = w.fork(v -> innerRan.getAndSet(true));
                        until(innerRan::get);
                        return !w.join(inner);
                    });
                    until(begun::get);
                    return worker.join(fork);
                })
                .join();
        assertTrue(done);
    }

    @Test
    void anInterruptSurvivesTheWaitForAStolenFork() throws Exception {
        boolean interrupted = start(worker -> {
                    Thread waiting = Thread.currentThread();
                    Fork<Integer> fork = worker.fork(w -> {
                        begun.set(true);
                        until(() -> waiting.getState() == Thread.State.WAITING);
                        waiting.interrupt();
                        until(() -> !waiting.isInterrupted());
                        return 1;
                    });
                    until(begun::get);
                    worker.join(fork);
                    return Thread.currentThread().isInterrupted();
                })
                .join();
        assertTrue(interrupted);
    }

    /** Not more than 32 forks are out of reach while one of them goes on for long. */
    @Test
    void required_F5_aLongForkKeepsFewOthersFromIdleWorkers() throws Exception {
        int forks = 1000;
        AtomicInteger total = new AtomicInteger();
        try (ParallelScheduler four = ParallelScheduler.builder().workers(4).start()) {
            for (int longOne : new int[] {0, 500, 990, 999}) {
                total.set(0);
                TaskHandle<Void> handle = four.submit(worker -> {
                    List<Fork<Void>> list = new ArrayList<>();
                    for (int i = 0; i < forks; i++) {
                        boolean isLong = i == longOne;
                        list.add(worker.forkRun(w -> {
                            if (isLong) until(() -> total.get() >= forks - 1 - 32); // run by others
                            total.incrementAndGet();
                        }));
                    }
                    for (int i = forks - 1; i >= 0; i--) worker.join(list.get(i));
                    return Step.done();
                });
                handle.join();
                assertEquals(forks, total.get());
            }
        }
    }
}
