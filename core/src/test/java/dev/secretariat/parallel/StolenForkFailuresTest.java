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
import dev.secretariat.LongFork;
import dev.secretariat.Outcome;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SPEC.md, rules F1, F2, F3 and F6: what fails, and what is left behind then, while a thief is at work. */
@Timeout(60)
class StolenForkFailuresTest extends StolenForks {
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
}
