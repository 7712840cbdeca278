package dev.secretariat.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs seeds on several threads, and finds what one thread would find. Seeds are taken in order, and where it stops at the first that fails, none before that one is left
 * out: when all threads have come to their end, each seed before the first that failed has been run.
 */
final class Sweep {
    private final LongFunction<Run> runner;
    private final Progress progress;
    private final boolean stops;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong done = new AtomicLong();

    /** The first that has failed so far, or as many as there are. */
    private final AtomicLong end;

    /** Those that have failed, by what they show. */
    private final Map<Symptom, Failures> failed = new ConcurrentHashMap<>();

    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();

    private Sweep(long count, LongFunction<Run> runner, Progress progress, boolean stops) {
        this.runner = runner;
        this.progress = progress;
        this.stops = stops;
        this.end = new AtomicLong(count);
    }

    /**
     * Runs them.
     *
     * @param count how many
     * @param threads how many threads to run them on
     * @param runner runs the one with a number, from 0 on
     * @param stops whether to stop at the first that fails
     * @return those that have failed, alike ones together, the first one first
     * @throws CancellationException if the calling thread is interrupted; its interrupt status is kept
     */
    static List<Failures> run(long count, int threads, LongFunction<Run> runner, Progress progress, boolean stops) {
        Sweep sweep = new Sweep(count, runner, progress, stops);
        List<Thread> all = new ArrayList<>();
        for (int i = 1; i <= threads; i++) {
            Thread thread = new Thread(sweep::work, "simulations " + i + " of " + threads);
            thread.setDaemon(true);
            all.add(thread);
            thread.start();
        }
        sweep.await(all);
        Throwable thrown = sweep.broken.get();
        if (thrown instanceof Error error) throw error;
        if (thrown instanceof RuntimeException exception) throw exception;
        return sweep.failed.values().stream()
                .sorted(Comparator.comparingLong(Failures::first))
                .toList();
    }

    /** Runs that have failed alike. */
    static final class Failures {
        private long first = Long.MAX_VALUE;
        private @Nullable Run run;
        private long count;

        private synchronized void add(long number, Run failing) {
            count++;
            if (number > first) return;
            first = number;
            run = failing;
        }

        synchronized long first() {
            return first;
        }

        /** Returns the first of them. */
        synchronized Run run() {
            return Objects.requireNonNull(run);
        }

        synchronized long count() {
            return count;
        }
    }

    private void work() {
        try {
            for (long number = next.getAndIncrement(); number < end.get(); number = next.getAndIncrement()) {
                Run run = runner.apply(number);
                if (run.hasFailed()) fail(number, run);
                done.incrementAndGet();
            }
        } catch (Throwable thrown) { // by us: what the program throws is in its run
            broken.set(thrown);
            end.set(0);
        }
    }

    private void fail(long number, Run run) {
        Failures same = failed.computeIfAbsent(Symptom.of(run), any -> new Failures());
        same.add(number, run);
        if (stops) end.accumulateAndGet(number, Math::min);
    }

    private void await(List<Thread> threads) {
        try {
            for (Thread thread : threads) {
                for (thread.join(1_000); thread.isAlive(); thread.join(1_000)) progress.done(done.get());
            }
        } catch (InterruptedException interrupted) {
            end.set(0);
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted; no run has failed so far");
        }
    }
}
