package dev.secretariat.parallel;

import static dev.secretariat.parallel.Players.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Fork;
import dev.secretariat.LongFork;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * SPEC.md, rules F4 and F5, and what comes of a fork, while a thief is at work: each test goes on only when a certain
 * fork has been begun by another worker.
 */
@Timeout(60)
class StolenForksTest extends StolenForks {
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
