package dev.secretariat.parallel;

import static dev.secretariat.parallel.Players.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Fork;
import dev.secretariat.Step;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SPEC.md, rule F7: computations that ask before each fork whether it is worthwhile. */
@Timeout(60)
class WorthwhileForksTest extends StolenForks {
    private final AtomicInteger forked = new AtomicInteger();

    private long fib(Worker worker, long n) throws Exception {
        if (n < 2) return n;
        if (!worker.isForkWorthwhile()) return fib(worker, n - 1) + fib(worker, n - 2);
        forked.incrementAndGet();
        Fork<Long> left = worker.fork(w -> fib(w, n - 1));
        long right = fib(worker, n - 2);
        return worker.join(left) + right;
    }

    @Test
    void theResultIsThatOfForkingAlways() throws Exception {
        assertEquals(75025, start(worker -> fib(worker, 25)).join());
        assertTrue(forked.get() > 0);
        assertTrue(forked.get() < 75025, "of 250,000 calls, a few fork");
    }

    @Test
    void required_F7_noForkIsWorthwhileWhereNobodyElseCouldTakeIt() throws Exception {
        try (ParallelScheduler one = ParallelScheduler.builder().workers(1).start()) {
            assertEquals(6765, one.submit(worker -> Step.done(fib(worker, 20))).join());
        }
        try (CooperativeScheduler driven = CooperativeScheduler.create()) {
            assertEquals(
                    6765, driven.submit(worker -> Step.done(fib(worker, 20))).join());
        }
        assertEquals(0, forked.get());
    }

    @Test
    void required_F7_enoughIsSoonForkedWhileTheOthersAreBusy() throws Exception {
        int enough = start(worker -> {
                    Fork<Void> taken = worker.forkRun(w -> holdUp());
                    until(begun::get);
                    List<Fork<Void>> waiting = new ArrayList<>();
                    while (worker.isForkWorthwhile()) waiting.add(worker.forkRun(w -> {}));
                    for (int i = waiting.size() - 1; i >= 0; i--) worker.join(waiting.get(i));
                    released.set(true);
                    worker.join(taken);
                    return waiting.size();
                })
                .join();
        // It may have been asked for more by the thief, before that found the one which holds it up.
        assertTrue(enough >= 4 && enough <= 8, enough + " forks");
    }

    /** Trivial forks that were made first do not hide the large ones behind them. */
    @Test
    void required_F7_aWorkerThatHasFoundNoMoreIsHeard() throws Exception {
        AtomicInteger trivial = new AtomicInteger();
        AtomicBoolean byOther = new AtomicBoolean();
        start(worker -> {
                    List<Fork<Void>> forks = new ArrayList<>();
                    while (worker.isForkWorthwhile() && forks.size() < 100)
                        forks.add(worker.forkRun(w -> trivial.incrementAndGet()));
                    for (int i = 0; i < 1000 && !byOther.get(); i++) {
                        // A long leaf, which asks now and then: the other worker has nothing to do but trivial forks.
                        until(worker::isForkWorthwhile);
                        forks.add(worker.forkRun(w -> {
                            if (w != worker) byOther.set(true);
                        }));
                    }
                    until(byOther::get);
                    for (int i = forks.size() - 1; i >= 0; i--) worker.join(forks.get(i));
                    return null;
                })
                .join();
        assertTrue(byOther.get());
    }
}
