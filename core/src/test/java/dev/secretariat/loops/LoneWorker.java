package dev.secretariat.loops;

import dev.secretariat.Deadline;
import dev.secretariat.Fork;
import dev.secretariat.ForkAction;
import dev.secretariat.ForkBody;
import dev.secretariat.LongFork;
import dev.secretariat.LongForkBody;
import dev.secretariat.Scheduler;
import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Ticker;
import dev.secretariat.Worker;
import dev.secretariat.internal.Helped;
import dev.secretariat.internal.Throwables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Runs all on the test's thread, each fork at its join or when a pretended thief comes; claims that there is help when it is told to. */
final class LoneWorker implements Worker, Helped {
    private final BooleanSupplier help;
    private final long nanosPerLook;
    private final List<Fork<?>> pending = new ArrayList<>();
    private final IdentityHashMap<Fork<?>, Supplier<?>> stolen = new IdentityHashMap<>();
    private BooleanSupplier thief = () -> false;
    private long now;
    private int checkpointsLeft = Integer.MAX_VALUE;
    private boolean helpIsAwake;
    int forks;

    /** What was noted as not shared. */
    long unsharedNanos;

    /** Whether a fork has ended without having joined its own. */
    boolean left;

    /** Whose clock goes on so far each time that somebody looks at it. */
    LoneWorker(BooleanSupplier help, long nanosPerLook) {
        this.help = help;
        this.nanosPerLook = nanosPerLook;
    }

    LoneWorker cancelledAfter(int checkpoints) {
        checkpointsLeft = checkpoints;
        return this;
    }

    LoneWorker withAwakeHelp() {
        helpIsAwake = true;
        return this;
    }

    /** One that sometimes, when a fork is made or at a checkpoint, runs the oldest to its end. */
    LoneWorker withThief(BooleanSupplier comes) {
        thief = comes;
        return this;
    }

    boolean hasCheckpointsLeft() {
        return checkpointsLeft >= 0;
    }

    int pending() {
        return pending.size() + stolen.size();
    }

    @Override
    public Ticker ticker() {
        return () -> now += nanosPerLook;
    }

    @Override
    public void fork(Fork<?> fork) {
        forks++;
        pending.add(fork);
        thiefMayCome();
    }

    private void thiefMayCome() {
        if (pending.isEmpty() || !thief.getAsBoolean()) return;
        Fork<?> oldest = pending.remove(0);
        stolen.put(oldest, end(oldest));
    }

    @Override
    @SuppressWarnings("unchecked") // it is the fork's own
    public <T> T join(Fork<? extends T> fork) throws Exception {
        Supplier<?> ended = stolen.remove(fork);
        if (ended == null) {
            if (!pending.remove(fork)) throw new IllegalStateException("not pending");
            ended = end(fork);
        }
        return (T) ended.get();
    }

    /** Runs a fork; the supplier returns or throws what came of it. */
    private Supplier<?> end(Fork<?> fork) {
        List<Fork<?>> before = List.copyOf(pending);
        try {
            Object result = fork.run(this);
            return () -> result;
        } catch (Throwable failure) {
            return () -> {
                throw Throwables.unchecked(failure);
            };
        } finally {
            left |= !before.containsAll(pending);
        }
    }

    @Override
    public boolean isHelpAvailable() {
        return help.getAsBoolean();
    }

    @Override
    public boolean isHelpAwake() {
        return helpIsAwake;
    }

    @Override
    public boolean isWakeDue(long nanos) {
        unsharedNanos += nanos;
        return false;
    }

    @Override
    public boolean isForkWorthwhile() {
        return help.getAsBoolean();
    }

    @Override
    public void checkpoint() {
        thiefMayCome(); // and what comes of it is here at the same moment as a request to cancel
        if (--checkpointsLeft < 0) throw new CancellationException("as planned");
    }

    @Override
    public int index() {
        return 0;
    }

    @Override
    public boolean isCancelled() {
        return checkpointsLeft <= 0;
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("not in these tests");
    }

    @Override
    public Scheduler scheduler() {
        throw unused();
    }

    @Override
    public TaskHandle<?> task() {
        throw unused();
    }

    @Override
    public <T> TaskHandle<T> submit(Task<T> task) {
        throw unused();
    }

    @Override
    public <T> TaskHandle<T> submit(Submission submission, Task<T> task) {
        throw unused();
    }

    @Override
    public <T> Fork<T> fork(ForkBody<T> body) {
        throw unused();
    }

    @Override
    public Fork<Void> forkRun(ForkAction action) {
        throw unused();
    }

    @Override
    public LongFork fork(LongForkBody body, long argument) {
        throw unused();
    }

    @Override
    public long join(LongFork fork) throws Exception {
        throw unused();
    }

    @Override
    public Deadline deadline(Duration delay) {
        throw unused();
    }

    @Override
    public RandomGenerator random() {
        throw unused();
    }
}
