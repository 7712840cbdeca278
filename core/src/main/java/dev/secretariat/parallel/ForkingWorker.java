package dev.secretariat.parallel;

import dev.secretariat.Fork;
import dev.secretariat.ForkBody;
import dev.secretariat.LongFork;
import dev.secretariat.LongForkBody;
import dev.secretariat.internal.Helped;
import dev.secretariat.internal.StackReserve;
import dev.secretariat.internal.Throwables;
import dev.secretariat.spi.IndexedLongFork;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.StealingWorkerBase;
import dev.secretariat.spi.TaskCell;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A worker whose forks others may take.
 *
 * <p>A fork that nobody has taken is run at its join, by a call. While it waits for one that was taken, a
 * worker steals back from the thief: only what belongs to the awaited fork, so its stack grows no deeper
 * than the computation is. Then it spins for a moment, then it parks.
 *
 * <p><b>No deadlock.</b> A frame waits only for a fork of its own, which began later. A fork that lies below
 * another frame on its worker's stack began earlier than that frame. So along a chain of waiting frames the
 * times of beginning only grow, and the chain ends at one that runs.
 *
 * <p>After Wagner and Calder, "Leapfrogging" (1993), and Acar, Charguéraud and Rainey, "Scheduling parallel
 * programs by work stealing with private deques" (2013).
 */
abstract class ForkingWorker extends StealingWorkerBase implements ForkDeque.Surroundings, Helped {
    /** So often a joiner looks before it parks: about as long as a park and an unpark take. */
    private static final int LOOKS = 50;

    /** Ten times what a wake costs on both sides. */
    private static final long WORTH_A_WAKE_NANOS = 50_000;

    private final SharedWork work;
    private final Sleepers sleepers;
    private final Notifier notifier;
    private final int number;
    private final ForkDeque forks;

    /** How much was not shared, for want of anybody awake, since somebody was woken for that. */
    private long unsharedNanos;

    /** The innermost of the stolen forks that run on this worker. */
    private @Nullable ForkBox running;

    ForkingWorker(SchedulerBase scheduler, int number, Shared shared) {
        super(scheduler, number);
        this.work = shared.work();
        this.sleepers = shared.sleepers();
        this.notifier = shared.notifier();
        this.number = number;
        this.forks = new ForkDeque(this);
    }

    /** Returns its number; see {@link Peer}. */
    public final int number() {
        return number;
    }

    /** Returns its forks; see {@link Peer}. */
    public final StealableForks forks() {
        return forks;
    }

    /** Lets go of all forks, as the worker has run out of work. */
    final void clearForks() {
        forks.clear();
    }

    // ---- Forking and joining ----

    @Override
    public final <T extends @Nullable Object> Fork<T> fork(ForkBody<T> body) {
        Objects.requireNonNull(body, "body");
        checkStep();
        LambdaFork<T> fork = new LambdaFork<>(body);
        fork.index = forks.push(body);
        return fork;
    }

    @Override
    public final void fork(Fork<?> fork) {
        Objects.requireNonNull(fork, "fork");
        checkStep();
        if (fork instanceof LambdaFork<?> lambda) lambda.index = forks.push(lambda.body);
        else forks.push(fork);
    }

    @Override
    public final <T extends @Nullable Object> T join(Fork<? extends T> fork) throws Exception {
        Objects.requireNonNull(fork, "fork");
        checkStep();
        // A LambdaFork itself is handed to nobody else, so that it need not exist.
        boolean isLambda = fork instanceof LambdaFork<? extends T>;
        Object body = isLambda ? ((LambdaFork<? extends T>) fork).body : fork;
        int index = isLambda ? ((LambdaFork<? extends T>) fork).index : -1;
        if (!forks.pop(body, index)) {
            ForkBox taken = forks.reclaim(body, index);
            if (taken != null) return await(taken);
        }

        int mark = forks.top;
        T result;
        try {
            result = fork.run(this);
        } catch (Throwable failure) {
            if (forks.top > mark) {
                forks.markWreckage(mark);
                clearWreckage(mark, failure);
            }
            throw failure;
        }
        if (forks.top != mark) checkJoined(mark);
        return result;
    }

    @Override
    public final LongFork fork(LongForkBody body, long argument) {
        Objects.requireNonNull(body, "body");
        checkStep();
        return new IndexedLongFork(body, argument, forks.push(body, argument));
    }

    @Override
    public final long join(LongFork fork) throws Exception {
        IndexedLongFork indexed = IndexedLongFork.of(fork);
        checkStep();
        LongForkBody body = indexed.body();
        int index = indexed.index();
        if (!forks.popLong(body, index)) {
            ForkBox taken = forks.reclaim(body, index);
            if (taken != null) return awaitLong(taken);
        }

        int mark = forks.top;
        long result;
        try {
            result = body.run(this, indexed.argument());
        } catch (Throwable failure) {
            if (forks.top > mark) {
                forks.markWreckage(mark);
                clearWreckage(mark, failure);
            }
            throw failure;
        }
        if (forks.top != mark) checkJoined(mark);
        return result;
    }

    @Override
    public final boolean isHelpAvailable() {
        checkStep();
        return forks.isHelpAvailable();
    }

    @Override
    public final boolean isHelpAwake() {
        return sleepers.isAnybodySearching();
    }

    /**
     * {@inheritDoc}
     *
     * <p>As one rents skis until the rents add up to their price, and then buys them: where short loops follow one another, somebody is
     * woken soon, and stays awake between them; where they are rare, wakes in vain cost a tenth of the time of these loops at most.
     */
    @Override
    public final boolean isWakeDue(long nanos) {
        unsharedNanos += nanos;
        if (unsharedNanos < WORTH_A_WAKE_NANOS) return false;
        unsharedNanos = 0;
        return true;
    }

    @Override
    public final boolean isForkWorthwhile() {
        return forks.isForkWorthwhile();
    }

    @Override
    public final void checkpoint() {
        super.checkpoint();
        if (forks.top > 0) forks.balance();
    }

    /** Checks that a body which has returned has joined what it forked, and nothing else. */
    private void checkJoined(int mark) {
        if (forks.hasWreckage()) clearWreckage();
        int pending = forks.pendingFrom(mark);
        if (pending == 0) return;
        String what = pending < 0
                ? " joined a fork that it has not made; join each fork once, where it was made"
                : " returned without joining the forks it made: " + pending;
        IllegalStateException failure = new IllegalStateException("a fork body of task '" + task().name() + "'" + what);
        clearWreckage(mark, failure);
        throw failure;
    }

    // ---- Failing ----

    /** Drops what a computation has left, and waits for what others have taken of it. */
    private void clearWreckage(int mark, @Nullable Throwable failure) {
        for (ForkBox taken = forks.dropDownTo(mark); taken != null; taken = forks.dropDownTo(mark)) {
            try {
                awaitEnd(taken); // and helps: what is forked meanwhile, above, is no wreckage
            } finally {
                forks.markWreckage(mark); // again: dropDownTo() has taken it for cleared
            }
            forks.remove(taken);
            Throwable later = taken.failure();
            if (failure != null && later != null) Throwables.suppress(failure, later);
        }
    }

    @Override
    public final void clearWreckage() {
        clearWreckage(forks.wreckage(), null);
    }

    @Override
    protected final int pendingForks() {
        if (forks.hasWreckage()) clearWreckage();
        int pending = forks.top == 0 ? 0 : forks.pendingFrom(0);
        forks.tidy();
        return pending;
    }

    @Override
    protected final boolean hasUnjoined() {
        return forks.top > 0 && (forks.hasWreckage() || forks.pendingFrom(0) > 0);
    }

    @Override
    protected final void abandonForks(Throwable failure) {
        if (forks.top > 0) clearWreckage(0, failure);
    }

    // ---- What thieves have taken ----

    @SuppressWarnings("TypeParameterUnusedInFormals") // it is the fork's, which is not handed on
    private <T extends @Nullable Object> T await(ForkBox taken) {
        awaitEnd(taken);
        forks.remove(taken);
        return taken.resultOrThrow();
    }

    private long awaitLong(ForkBox taken) {
        awaitEnd(taken);
        forks.remove(taken);
        return taken.longOrThrow();
    }

    private void awaitEnd(ForkBox taken) {
        boolean interrupted = false;
        try {
            for (int look = 0; !taken.isDone(); look++) {
                if (help(taken)) look = 0;
                else if (look < LOOKS) Parker.pause();
                else if (taken.askToBeWoken() && !help(taken)) {
                    LockSupport.park(taken);
                    // A flag that is set would keep us from parking.
                    if (Thread.interrupted()) interrupted = true;
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /** Steals back from the thief; false if it has published nothing that belongs to the fork. */
    private boolean help(ForkBox taken) {
        StealableForks others = work.peer(taken.thief()).forks();
        // A thief that came to the end of its stack could not say that it has ended.
        ForkBox back = StackReserve.isThere() ? others.steal(number, taken.mark()) : null;
        if (back == null) {
            others.requestPublish();
            return false;
        }
        runStolen(back);
        return true;
    }

    // ---- Stealing ----

    /** Runs a fork that this worker has taken from another. Whatever happens, its owner is told. */
    final void runStolen(ForkBox box) {
        int mark = forks.top;
        box.outer = running;
        running = box;
        box.begin(mark);
        TaskCell<?> before = beginFor(box.cell());
        Throwable failure = null;
        try {
            box.run(this);
            if (forks.top != mark) checkJoined(mark);
        } catch (Throwable thrown) {
            failure = thrown;
            if (forks.top > mark) {
                forks.markWreckage(mark);
                clearWreckage(mark, thrown);
            }
        } finally {
            endFor(before);
            running = box.outer;
            box.end(failure);
        }
    }

    // ---- What the deque asks for ----

    @Override
    public final boolean hasOthers() {
        return work.workers() > 1;
    }

    @Override
    public final boolean isAnybodyIdle() {
        if (sleepers.isAnybodyIdle()) return true;
        for (ForkBox box = running; box != null; box = box.outer) {
            if (box.isAwaited()) return true;
        }
        return false;
    }

    @Override
    public final void published() {
        notifier.signalForks();
        for (ForkBox box = running; box != null; box = box.outer) {
            if (box.isAwaited()) box.wakeOwner();
        }
    }

    @Override
    public final TaskCell<?> cell() {
        return currentCell();
    }
}
