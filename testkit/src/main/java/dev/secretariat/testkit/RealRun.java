package dev.secretariat.testkit;

import dev.secretariat.CloseTimeoutException;
import dev.secretariat.Scheduler;
import dev.secretariat.reports.Stacks;
import dev.secretariat.reports.Watch;
import dev.secretariat.reports.Watched;
import dev.secretariat.spi.SchedulerBase;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run of a test on a real scheduler, on the calling thread. Where it does not end, the console tells who waits for
 * what and where the threads stand; in the end all tasks are cancelled and all its threads interrupted, and the run
 * fails with that report.
 */
final class RealRun implements Watched {
    /** For what is left of a run that has failed. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(10);

    private final Thread caller = Thread.currentThread();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final String words;
    private final Duration patience;
    private final Watch watch;
    private final Consumer<String> listener;
    private final SchedulerBase scheduler;

    /** Written by the watch's thread and taken by the caller, each under this monitor. */
    private @Nullable AssertionError stuck;

    /**
     * Starts a scheduler.
     *
     * @param words what kind it is
     * @param start starts it with threads of a factory
     * @param patience how long the run may take
     * @param listener told in words where it does not end, while it does not
     */
    RealRun(
            String words,
            Function<ThreadFactory, SchedulerBase> start,
            Duration patience,
            Watch watch,
            Consumer<String> listener) {
        this.words = words;
        this.patience = patience;
        this.watch = watch;
        this.listener = listener;
        AtomicInteger number = new AtomicInteger();
        this.scheduler = start.apply(runnable -> {
            Thread thread = new Thread(runnable, "real-run-" + number.getAndIncrement());
            thread.setDaemon(true); // one that no interrupt ends must not keep the JVM
            threads.add(thread);
            return thread;
        });
    }

    /** Runs a test and closes the scheduler; says what went wrong, if anything. */
    @Nullable
    Throwable attempt(Consumer<Scheduler> body) {
        Throwable thrown = null;
        watch.add(this);
        try {
            body.accept(scheduler);
            awaitTermination();
        } catch (Throwable failure) {
            thrown = failure;
            if (isInterrupt(failure)) thrown = interrupted(failure);
            end(thrown);
        } finally {
            watch.remove(this);
        }
        AssertionError found = takeStuck();
        if (found == null || found == thrown) return thrown;
        if (thrown != null) found.addSuppressed(thrown);
        return found;
    }

    /** Waits as close() does, but an interrupt comes out: it is a test's time-out, and the report must be of now. */
    private void awaitTermination() throws InterruptedException {
        ExecutorService view = scheduler.asExecutorService();
        view.shutdown();
        while (!view.awaitTermination(1, TimeUnit.DAYS)) {}
    }

    private static boolean isInterrupt(Throwable failure) {
        return failure instanceof InterruptedException || failure.getCause() instanceof InterruptedException;
    }

    /**
     * Returns by whom it was interrupted: the watch, which knows more, or somebody else, who is still to see the
     * interrupt.
     */
    private Throwable interrupted(Throwable failure) {
        AssertionError found = takeStuck();
        if (found == null) {
            found = new AssertionError(inWords("was interrupted before it had ended"), failure);
            Thread.currentThread().interrupt();
        }
        return found;
    }

    /** Cancels all, or close() would wait for tasks that nobody brings on any more. */
    private void end(Throwable failure) {
        scheduler.shutdownNow();
        try {
            scheduler.close(LAST_WAIT);
        } catch (CloseTimeoutException left) {
            failure.addSuppressed(left);
        }
    }

    private synchronized @Nullable AssertionError takeStuck() {
        AssertionError found = stuck;
        if (found == null) return null;
        stuck = null;
        Thread.interrupted(); // the watch's
        return found;
    }

    // ---- The watch's side ----

    /** Always the same: what may take so long is the whole run. */
    @Override
    public long pulse() {
        return 0;
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public void tell(Duration howLong) {
        listener.accept(inWords("has not ended for " + howLong.toMillis() / 1000.0 + " s"));
    }

    @Override
    public void giveUp(Duration howLong) {
        AssertionError error = new AssertionError(inWords("has not ended for " + howLong.toMillis() / 1000.0 + " s"));
        error.setStackTrace(caller.getStackTrace());
        synchronized (this) {
            stuck = error;
            caller.interrupt();
        }
        scheduler.shutdownNow();
        threads.forEach(Thread::interrupt);
        listener.accept(error.getMessage() + "\nAll tasks are cancelled now, and all its threads interrupted.");
    }

    private String inWords(String what) {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("a run on a real scheduler, " + words + ", " + what + "; left are " + scheduler.dump());
        if (Thread.currentThread() != caller) lines.add(standing(caller, caller.getStackTrace()));
        int idle = 0;
        for (Thread thread : threads) {
            StackTraceElement[] stack = thread.getStackTrace();
            if (Stacks.isIdle(stack)) idle++;
            else lines.add(standing(thread, stack));
        }
        if (idle > 0) lines.add(idle == 1 ? "One of its threads is idle." : idle + " of its threads are idle.");
        return lines.toString();
    }

    private static String standing(Thread thread, StackTraceElement[] stack) {
        return "Thread '" + thread.getName() + "' stands\n" + Stacks.inWords(stack);
    }
}
