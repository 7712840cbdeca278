package dev.secretariat.examples.forks;

import dev.secretariat.Scheduler;
import dev.secretariat.Ticker;
import dev.secretariat.parallel.ParallelScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;

/**
 * Runs the three ways in turn, again and again, so that whatever slows the machine down for a while slows
 * down all of them.
 *
 * @param workers how many workers each pool has
 * @param warmUps how many rounds come first, whose times do not count
 * @param runs how many rounds count
 * @param ticker measures the times
 */
record Contest(int workers, int warmUps, int runs, Ticker ticker) {
    /** Measures all three, and compares the results of all runs. */
    <R> Verdict<R> hold(ThreeWays<R> ways) throws InterruptedException {
        ForkJoinPool pool = new ForkJoinPool(workers);
        try (Scheduler scheduler = ParallelScheduler.builder().workers(workers).start()) {
            List<Contestant<R>> contestants = List.of(
                    new Contestant<>("sequential", ways::sequential),
                    new Contestant<>("ForkJoinPool", () -> ways.forkJoin(pool)),
                    new Contestant<>("Secretariat", () -> ways.secretariat(scheduler)));
            return hold(contestants);
        } finally {
            pool.shutdown();
        }
    }

    private <R> Verdict<R> hold(List<Contestant<R>> contestants) throws InterruptedException {
        R expected = contestants.get(0).way.run();
        boolean agree = true;
        for (int round = 0; round < warmUps + runs; round++) {
            for (Contestant<R> contestant : contestants) {
                long begin = ticker.nanos();
                R result = contestant.way.run();
                long took = ticker.nanos() - begin;
                if (round >= warmUps) contestant.nanos.add(took);
                agree &= Objects.deepEquals(expected, result);
            }
        }
        return new Verdict<>(
                expected, agree, contestants.stream().map(Contestant::timing).toList());
    }

    private interface Way<R> {
        R run() throws InterruptedException;
    }

    private record Contestant<R>(String name, Way<R> way, List<Long> nanos) {
        Contestant(String name, Way<R> way) {
            this(name, way, new ArrayList<>());
        }

        Timing timing() {
            return new Timing(name, nanos);
        }
    }
}
