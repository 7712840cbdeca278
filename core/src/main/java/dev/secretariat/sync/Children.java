package dev.secretariat.sync;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.Outcome;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Waker;
import dev.secretariat.Worker;
import dev.secretariat.impl.AwaitableEvent;
import dev.secretariat.internal.LogMessage;
import dev.secretariat.internal.ReservedCancel;
import dev.secretariat.internal.StackReserve;
import dev.secretariat.internal.Throwables;
import dev.secretariat.sync.Message.Action;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The children of a scope, and its end: an awaitable, which has come once the owner has joined and all of them have ended.
 *
 * <p>One thread at a time, the server (see {@link Served}), knows them and calls the joiner, so all that is plain code. Its messages: a child was forked, has ended,
 * the owner joins, has ended itself, the deadline rings, somebody cancels. So it goes on from one end to the next without a step of the owner, which is woken once, at
 * the end.
 *
 * <p>Why no child is missed by a cancel: a child's first message is read before or after the cancel is. Before, it is in the list that the cancel
 * goes through; after, it finds that all are to be cancelled. A child's end is told after its fork, since it is registered with after that.
 *
 * <p>A server whose stack is too short to cancel a child leaves that to the next one, which comes with the next message.
 *
 * @param <T> of what the children return
 */
final class Children<T extends @Nullable Object> extends Served implements Child.Siblings<T> {
    private static final LogMessage LEFT_OPEN = LogMessage.warn(
            Children.class,
            "{} has ended, and left a scope open with children, {} of which are running; they are cancelled: join the scope, and close it by"
                    + " try-with-resources, or in steps by windDown() in onCancel(); if steps throw, submit the task as Tasks.windingDown(task)");

    private final TaskHandle<?> owner;
    private final Joiner<? super T, ?> joiner;
    private final @Nullable Deadline deadline;
    private final End end = new End();
    private final Message abandons = new Action(this::abandon); // made now: the owner may end where there is no memory
    private final Waker ownerEnds = () -> leave(abandons);
    private final Waker rings = () -> leave(new Action(this::timeIsUp));

    // Of the owner.
    private boolean hasForked;
    private boolean hasJoined;
    private @Nullable Child<T> unheard; // one that could not be registered with, so that it is waited for by itself

    // Of the server; of the owner, once all have ended.
    private final ChildList<T> list = new ChildList<>();
    private @Nullable Child<T> failed; // those that have, until somebody might have looked
    private int running;
    private boolean isJoined;
    private volatile boolean isStopped; // whether children are cancelled; looked at by the owner, too, before it forks
    private boolean isRetried; // as some could not be
    private volatile boolean isPast; // whether the deadline has come; looked at by the owner, too
    private boolean isLate; // whether it has stopped them
    private boolean isAbandoned;
    private boolean isSettled;
    private @Nullable Throwable broken; // what the joiner has thrown

    private Children(Worker worker, Joiner<? super T, ?> joiner, @Nullable Deadline deadline) {
        this.owner = worker.task();
        this.joiner = joiner;
        this.deadline = deadline;
    }

    /** Makes a scope's, of the task whose step the worker runs. */
    static <T extends @Nullable Object> Children<T> of(
            Worker worker, Joiner<? super T, ?> joiner, @Nullable Deadline deadline) {
        StackReserve.requireTwice();
        Children<T> children = new Children<>(worker, joiner, deadline);
        joiner.take();
        boolean ignored = children.owner.register(children.ownerEnds);
        if (deadline != null && !deadline.register(children.rings)) children.rings.wake();
        return children;
    }

    // ---- The owner ----

    void checkOwner(Worker worker, String doing) {
        TaskHandle<?> caller = worker.task();
        if (!caller.equals(owner)) throw notOwner(caller + " calls " + doing, null);
    }

    /** Makes what a task other than the owner is thrown. */
    IllegalStateException notOwner(String what, @Nullable Throwable cause) {
        return new IllegalStateException(
                what + " of a scope that " + owner
                        + " has opened, and that is for it alone: a child that waited for its own scope"
                        + " would wait for itself; await the handles of others, or open a scope of its own",
                cause);
    }

    <U extends T> TaskHandle<U> fork(Worker worker, @Nullable String name, Task<U> task) {
        if (hasJoined || unheard != null) {
            throw new IllegalStateException(
                    "the scope of " + owner + " was joined or closed, or has no memory left: it takes no more forks");
        }
        StackReserve.requireTwice();
        Child<T> child = new Child<>(this);
        Task<U> submitted = isStopped || isPast ? new LateChild<>(task) : task;
        TaskHandle<U> handle = name == null ? worker.submit(submitted) : worker.submit(name, submitted);
        hasForked = true;
        child.handle = handle;
        unheard = child; // until it is clear that it will be heard of
        if (tryServe()) {
            forked(child);
            goOn();
        } else {
            leave(new Action(() -> forked(child)));
        }
        if (!handle.register(child)) child.wake();
        unheard = null;
        return handle;
    }

    /** Returns what the owner is to wait for next; after it has joined, as long as they have not ended. */
    Awaitable awaited() {
        Child<T> alone = unheard;
        if (alone == null) return end;
        boolean ignored = alone.handle().cancel();
        if (!alone.handle().isDone()) return alone.handle();
        unheard = null;
        alone.wake();
        return end;
    }

    boolean hasForked() {
        return hasForked;
    }

    boolean hasJoined() {
        return hasJoined;
    }

    /** Takes no more forks; once all children have ended, the end has come. */
    void join() {
        if (hasJoined) return;
        StackReserve.requireTwice();
        Message joins = new Action(() -> isJoined = true);
        hasJoined = true;
        leave(joins);
    }

    /** Returns whether the owner has joined, and all have ended. */
    boolean isEnded() {
        return end.hasCome();
    }

    /** Returns the joiner's result, or throws; once all have ended. The joiner is the scope's. */
    <R extends @Nullable Object> R result(Joiner<? super T, ? extends R> same) throws TimeoutException {
        try {
            if (broken != null) throw Throwables.unchecked(broken);
            return isLate ? lateResult(same) : same.result();
        } finally {
            settle();
        }
    }

    private <R extends @Nullable Object> R lateResult(Joiner<? super T, ? extends R> same) throws TimeoutException {
        TimeoutException late = new TimeoutException("the scope of " + owner + " had not ended by its deadline");
        try {
            return same.onDeadline(late);
        } catch (TimeoutException thrown) {
            if (thrown == late) addFailures(thrown); // now that it is told
            throw thrown;
        }
    }

    private void addFailures(Throwable told) {
        Child<T> earliest = null;
        for (Child<T> child = failed; child != null; child = child.older) {
            child.younger = earliest;
            earliest = child;
        }
        for (Child<T> child = earliest; child != null; child = child.younger) {
            if (child.handle().outcome() instanceof Outcome.Failed<?> failure)
                Throwables.suppress(told, failure.cause());
        }
    }

    /**
     * Leaves all that it was registered with; once all have ended. That goes for children that have failed: whoever has not looked at those by now, will
     * not, and their failures are the failure handler's.
     */
    void settle() {
        if (isSettled) return;
        isSettled = true;
        owner.deregister(ownerEnds);
        if (deadline != null) deadline.deregister(rings);
        for (Child<T> child = failed; child != null; child = child.older)
            child.handle().deregister(child);
        failed = null;
    }

    // ---- Anybody ----

    /** Cancels those that are there, and those that are forked from now on. */
    void cancel() {
        StackReserve.requireTwice();
        leave(new Action(this::stop));
    }

    @Override
    public String toString() {
        return "scope of " + owner + ", " + list;
    }

    /** Returns how many are in the list; for tests. */
    int length() {
        return list.length();
    }

    // ---- The server ----

    /** Does what the messages have made due. */
    @Override
    void settleUp() {
        if (isRetried) cancelAll();
        if (isJoined && running == 0) endOnce();
    }

    private void endOnce() {
        if (isEnded()) return;
        end.come();
        if (isAbandoned) settle();
    }

    private void stop() {
        if (isStopped) return;
        isStopped = true;
        cancelAll();
    }

    /** To cancel one may end it here; that is a message, which is read later, so the list stays as it is. */
    private void cancelAll() {
        isRetried = false;
        list.forEach(this::cancel);
    }

    private void cancel(Child<T> child) {
        try {
            TaskHandle<?> handle = child.handle();
            // Whoever serves has made sure of the stack, or is called by one that has: for this, too.
            boolean ignored = handle instanceof ReservedCancel reserved ? reserved.cancelReserved() : handle.cancel();
        } catch (Throwable tooDeep) {
            isRetried = true;
        }
    }

    private void timeIsUp() {
        isPast = true;
        if (running > 0) stopLate();
    }

    private void stopLate() {
        if (isStopped) return;
        isLate = true;
        stop();
    }

    private void abandon() {
        isAbandoned = true;
        isJoined = true; // nobody else will
        if (isSettled) return;
        int left = running;
        Child<T> alone = unheard; // of the owner, which has ended
        if (alone != null) cancel(alone);
        stop();
        if (isEnded()) settle();
        if (left > 0) warn(left);
    }

    /** Warns once all is done: it may find no memory, and then nobody is told. */
    private void warn(int left) {
        try {
            LEFT_OPEN.log(owner, (Object) left);
        } catch (OutOfMemoryError full) {
            // The children are cancelled all the same.
        }
    }

    private void forked(Child<T> child) {
        running++;
        list.add(child);
        try {
            joiner.onFork(child.handle());
        } catch (Throwable thrown) {
            breakOff(thrown);
        }
        if (isPast) stopLate();
        if (isStopped) cancel(child);
    }

    @Override
    public void ended(Child<T> child) {
        running--;
        list.remove(child);
        if (child.handle().state() == TaskState.FAILED) {
            child.older = failed;
            failed = child;
        } // nothing is kept of one that has not
        try {
            if (joiner.onEnd(child.handle())) stop();
        } catch (Throwable thrown) {
            breakOff(thrown);
        }
    }

    private void breakOff(Throwable thrown) {
        if (broken == null) broken = thrown;
        else Throwables.suppress(broken, thrown);
        stop();
    }

    @Override
    public void ends(Child<T> child) {
        if (tryServe()) {
            ended(child);
            goOn();
        } else {
            leave(child);
        }
    }

    /** What the owner waits for. */
    private final class End extends AwaitableEvent {
        boolean hasCome() {
            return isClosed();
        }

        void come() {
            boolean ignored = closeAndWake();
        }

        /** Returns one of the children that the scope waits for: as good as any other, to tell who waits for whom. */
        @Override
        public @Nullable TaskHandle<?> holder() {
            return list.anyRunning();
        }

        @Override
        public String toString() {
            return Children.this.toString();
        }
    }
}
