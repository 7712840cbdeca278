package dev.secretariat.virtual;

import dev.secretariat.FailureHandler;
import dev.secretariat.Ticker;
import dev.secretariat.internal.VirtualThreads;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A scheduler that runs each task on a virtual thread of its own, one after another of its steps: so a step may block, in a lock or
 * a call of a driver, and hold up nobody but its own task. Needs JDK 21 or later.
 *
 * <pre>{@code
 * try (VirtualThreadScheduler scheduler = VirtualThreadScheduler.start()) {
 *     scheduler.submit(Task.call(() -> connection.query("..."))).join();
 * }
 * }</pre>
 *
 * <p>Everything else is as on any scheduler: steps wait by what they return, tasks are cancelled, named and waited for. The JDK decides
 * who runs when, so it promises no bound on unfairness; and forks run on the thread that joins them. Before JDK 24, a step that blocks
 * inside {@code synchronized} holds one of the few threads that virtual threads run on.
 *
 * <p>Its threads do not keep the JVM alive; {@link #close} waits for the tasks.
 */
public final class VirtualThreadScheduler extends SchedulerBase {
    private final Map<TaskCell<?>, Lane> lanes = new ConcurrentHashMap<>();
    private final IdleWorkers workers = new IdleWorkers(this::newWorker);
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

    private VirtualThreadScheduler(Builder builder) {
        super(builder.name, builder.ticker, builder.failureHandler);
    }

    /**
     * Makes one with the defaults.
     *
     * @throws UnsupportedOperationException before JDK 21
     */
    public static VirtualThreadScheduler start() {
        return builder().start();
    }

    /** Begins to describe one; all is optional. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    protected void ready(TaskCell<?> cell, Reason reason) {
        Lane lane = lanes.get(cell);
        if (lane != null) lane.signal(reason);
        else begin(cell);
    }

    private void begin(TaskCell<?> cell) {
        Lane lane = new Lane(cell, this::run);
        lanes.put(cell, lane);
        try {
            lane.start(loader);
        } catch (Throwable none) {
            lanes.remove(cell);
            throw none;
        }
    }

    /** Runs a step on its lane's thread; says whether the task has ended. */
    private boolean run(TaskCell<?> cell) {
        workers.use(worker -> runStep(cell, worker));
        if (!cell.isDone()) return false;
        lanes.remove(cell);
        return true;
    }

    /** Where a task waits, so does its thread, which has to be told of the end. */
    @Override
    protected boolean endsInCancel() {
        return false;
    }

    /** Returns how many tasks have a thread: for tests. */
    int lanes() {
        return lanes.size();
    }

    /** Settings of a {@link VirtualThreadScheduler}. Not thread-safe; may be used more than once. */
    public static final class Builder {
        private String name = "virtual";
        private Ticker ticker = Ticker.system();
        private FailureHandler failureHandler = SchedulerBase.loggingFailureHandler();

        private Builder() {}

        /**
         * Sets what reports call the scheduler; "virtual" by default. Its threads are named after their tasks.
         *
         * @param name the name
         */
        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name");
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
         * Makes the scheduler. The context class loader of its threads is that of the calling one.
         *
         * @throws UnsupportedOperationException before JDK 21
         */
        public VirtualThreadScheduler start() {
            if (!VirtualThreads.exist()) {
                throw new UnsupportedOperationException("virtual threads need JDK 21 or later, and this is "
                        + Runtime.version().feature()
                        + "; a ParallelScheduler runs the same tasks, as long as their steps do not block");
            }
            return new VirtualThreadScheduler(this);
        }
    }
}
