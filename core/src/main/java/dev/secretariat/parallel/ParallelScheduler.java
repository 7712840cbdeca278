package dev.secretariat.parallel;

import dev.secretariat.FailureHandler;
import dev.secretariat.Ticker;
import dev.secretariat.internal.LogMessage;
import dev.secretariat.internal.Seeds;
import dev.secretariat.internal.Threads;
import dev.secretariat.internal.Throwables;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.WorkerBase;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on several workers at once, each on a thread of its own: parallelism.
 *
 * <pre>{@code
 * try (ParallelScheduler scheduler = ParallelScheduler.start()) { // a worker for each processor
 *     scheduler.submit(answerPhone);
 *     scheduler.submit(keepAppointments);
 * } // close() waits for both
 * }</pre>
 *
 * <p>Tasks need no change to move here from another scheduler: the steps of one task never overlap, and
 * each sees what the one before it wrote, on whichever worker. What two tasks share has to be
 * thread-safe, though.
 *
 * <p>Each worker has tasks of its own and runs them oldest first, except that the first task that a step
 * makes ready runs next. A worker without tasks takes half of another's (work stealing). Nothing on a task's way
 * takes a lock. A worker that finds nothing parks its thread, and is woken when there is something.
 * While the others keep up with a stream of tasks of less than a microsecond from external threads, it naps instead, for a
 * millisecond at most.
 *
 * <p>Thread-safe. The threads start with the scheduler, and end when it has terminated.
 */
public final class ParallelScheduler extends SchedulerBase {
    private static final LogMessage FEWER_THREADS =
            LogMessage.warn(ParallelScheduler.class, "{} works with {} threads: the others could not be made");
    private static final LogMessage STARVES = LogMessage.warn(
            ParallelScheduler.class,
            "Task '{}' has been in one step on {} for more than a second while all workers are busy and tasks wait;"
                    + " divide it into steps, or run it on a scheduler of its own");

    /*
     * How it ends (rule S3), from close() to the end of the threads:
     *
     * 1. close() moves the lifecycle on to CLOSING; from now on external submissions are refused.
     *    (shutdownNow() moves on to CANCELLING and marks all listed tasks: no step begins any more, and
     *    a worker cancels itself what is listed too late to be marked.)
     * 2. The workers go on as before. Tasks that have not ended may submit others; deadlines ring.
     * 3. Whoever ends a task, or is refused one, or closes, adds up the tallies. When all tasks that began
     *    have ended, one of them moves the lifecycle on to TERMINATED, and nobody else does.
     * 4. That thread settles the failures that nobody has seen, and calls terminated() here.
     * 5. The crew is dismissed: a flag, and an unpark for each thread. A worker that sees the flag returns
     *    from its loop; there is no task left that it could abandon.
     * 6. The timers' thread ends when no deadline is awaited any more, by tasks of other schedulers.
     * 7. The termination promise is completed; close(), join() and awaitTermination() return. The threads
     *    end at the same time, on their own: none is joined, since a worker's own step may close.
     */

    private final Crew crew;
    private final long seed;

    private ParallelScheduler(Builder builder) {
        super(builder.name, builder.ticker, builder.failureHandler);
        seed = builder.seed != null ? builder.seed : Seeds.fresh();
        crew = new Crew(
                this,
                builder.workers,
                builder.idle.looks(),
                builder.idle != Idle.SPIN,
                worker -> Seeds.generator(Seeds.derive(seed, 2 * worker)),
                this::starves);
    }

    /**
     * Starts a scheduler with as many workers as the JVM has processors, which in a container are those that it
     * may use.
     */
    public static ParallelScheduler start() {
        return builder().start();
    }

    /** Begins a scheduler with other settings. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns how many workers there are. */
    public int workers() {
        return crew.size();
    }

    Crew crew() {
        return crew;
    }

    private void start(ThreadFactory factory) {
        int started = 0;
        Throwable first = null;
        for (int i = 0; i < crew.size(); i++) {
            try {
                Threads.start(factory, crew.worker(i));
                started++;
            } catch (Throwable failure) {
                if (first == null) first = failure;
                else Throwables.suppress(first, failure);
            }
        }
        if (first == null) return;
        if (started == 0) {
            close();
            throw Throwables.unchecked(first);
        }
        FEWER_THREADS.log(this, started + " of " + crew.size(), first);
    }

    @Override
    protected RandomGenerator newRandom(int workerIndex) {
        return Seeds.generator(Seeds.derive(seed, 2 * workerIndex + 1));
    }

    private void starves(TaskCell<?> task, Peer worker) {
        STARVES.log(task.name(), worker + " of " + this);
    }

    @Override
    protected void ready(TaskCell<?> cell, Reason reason) {
        if (reason == Reason.TIMER) {
            crew.injectInOrder(cell);
            return;
        }
        ParallelWorker current = crew.current();
        if (current != null) current.ready(cell, reason);
        else crew.inject(cell);
    }

    @Override
    protected void ready(TaskCell<?> cell, Reason reason, WorkerBase worker) {
        // Where the timers bring what they ring: one line keeps the order of times.
        if (reason == Reason.TIMER) crew.injectInOrder(cell);
        else ((ParallelWorker) worker).ready(cell, reason);
    }

    @Override
    protected boolean isWorking() {
        return crew.current() != null || super.isWorking();
    }

    @Override
    protected void terminated() {
        crew.dismiss();
    }

    /**
     * {@inheritDoc}
     *
     * <p>A task from an external thread waits for at most 64 steps until a worker gives it a place in its line. There it may
     * be passed by tasks that others make ready, 32 times in each of the two rounds of the line that it may see. Other workers
     * may take it over into lines of theirs; of seven lines in all. A worker that stays in one step loses
     * its line to the others.
     */
    @Override
    public OptionalLong fairnessBound() {
        return OptionalLong.of(ParallelWorker.FAIRNESS_BOUND);
    }

    /** What a worker does that has found nothing to do. */
    public enum Idle {
        /** Parks at once: for machines that others use too, or that run on a battery. */
        PARK(1),
        /**
         * Looks for work for about as long as a park and an unpark take, then parks: the default. Less long where that was
         * in vain the last times.
         */
        SPIN_THEN_PARK(50),
        /**
         * Never parks: the least latency, on processors that have nothing else to do. It keeps one busy for
         * each worker, also while there is no work.
         */
        SPIN(50);

        private final int looks;

        Idle(int looks) {
            this.looks = looks;
        }

        /** Returns how often a worker looks around before it parks. */
        int looks() {
            return looks;
        }
    }

    /** Settings of a {@link ParallelScheduler}. Not thread-safe; may be used more than once. */
    public static final class Builder {
        private String name = "parallel";
        private int workers = Runtime.getRuntime().availableProcessors();
        private Idle idle = Idle.SPIN_THEN_PARK;
        private Ticker ticker = Ticker.system();
        private FailureHandler failureHandler = SchedulerBase.loggingFailureHandler();
        private @Nullable ThreadFactory threadFactory;
        private @Nullable ClassLoader contextClassLoader;
        private @Nullable Boolean daemon;
        private @Nullable Long seed;

        private Builder() {}

        /**
         * Sets what reports call the scheduler, and what the names of its threads begin with; "parallel" by default.
         *
         * @param name the name
         */
        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets how many workers; by default as many as the JVM has processors.
         *
         * @param workers how many, from 1 to 32,767
         */
        public Builder workers(int workers) {
            if (workers < 1 || workers > Sleepers.MAX_WORKERS) {
                throw new IllegalArgumentException(
                        "workers is not between 1 and " + Sleepers.MAX_WORKERS + ": " + workers);
            }
            this.workers = workers;
            return this;
        }

        /**
         * Sets what workers do that find nothing to do; {@link Idle#SPIN_THEN_PARK} by default.
         *
         * @param idle what they do
         */
        public Builder idle(Idle idle) {
            this.idle = Objects.requireNonNull(idle, "idle");
            return this;
        }

        /**
         * Sets the clock; the system's by default.
         *
         * @param ticker the clock
         */
        public Builder ticker(Ticker ticker) {
            this.ticker = Objects.requireNonNull(ticker, "ticker");
            return this;
        }

        /**
         * Sets who receives the failures that nobody else would see; they are logged by default.
         *
         * @param failureHandler the handler
         */
        public Builder failureHandler(FailureHandler failureHandler) {
            this.failureHandler = Objects.requireNonNull(failureHandler, "failureHandler");
            return this;
        }

        /**
         * Sets what all randomness begins with: the order in which workers look at one another for work, and
         * the numbers of {@link dev.secretariat.Worker#random}. By default it is different each time. Threads
         * race all the same; for runs that repeat exactly, use a simulation.
         *
         * @param seed the seed
         */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * Sets whether the JVM may end while the threads run; false by default, so that work is not lost
         * silently when the main thread ends.
         *
         * @param daemon true if it may
         */
        public Builder daemon(boolean daemon) {
            this.daemon = daemon;
            return this;
        }

        /**
         * Sets the context class loader of the threads; by default that of the thread that calls {@link #start}.
         *
         * @param contextClassLoader the class loader
         */
        public Builder contextClassLoader(ClassLoader contextClassLoader) {
            this.contextClassLoader = Objects.requireNonNull(contextClassLoader, "contextClassLoader");
            return this;
        }

        /**
         * Sets who makes the threads, in place of {@link #daemon} and {@link #contextClassLoader}.
         *
         * @param threadFactory makes threads, not started
         */
        public Builder threadFactory(ThreadFactory threadFactory) {
            this.threadFactory = Objects.requireNonNull(threadFactory, "threadFactory");
            return this;
        }

        /**
         * Makes the scheduler and starts its threads. If some of them cannot be made, it works with the
         * others, and logs a warning.
         *
         * @throws IllegalStateException if a thread factory is set and also something that it decides; or
         *     if it gives no thread that can be started
         */
        public ParallelScheduler start() {
            ThreadFactory factory = threadFactory;
            if (factory == null) {
                factory = Threads.numbered(name, Boolean.TRUE.equals(daemon), contextClassLoader);
            } else if (daemon != null || contextClassLoader != null) {
                throw new IllegalStateException(
                        "threadFactory decides about daemon and contextClassLoader; set either it or those");
            }
            ParallelScheduler scheduler = new ParallelScheduler(this);
            scheduler.start(factory);
            return scheduler;
        }
    }
}
