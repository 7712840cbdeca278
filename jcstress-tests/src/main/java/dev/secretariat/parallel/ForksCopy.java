package dev.secretariat.parallel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Supplier;

/**
 * A copy of the protocols of {@link ForkDeque} and {@link ForkBox}, of which a control weakens one method.
 * A fork is a number, its argument; its result is that number and one.
 */
class ForksCopy extends AnyForks {
    private static final VarHandle FORK_LIMIT = handle(ForksCopy.class, "forkLimit");
    private static final VarHandle ASK_LIMIT = handle(ForksCopy.class, "askLimit");
    private static final VarHandle JOIN_LIMIT = handle(ForksCopy.class, "joinLimit");
    private static final int MAX_PRIVATE = 32;
    private static final int ENOUGH_PRIVATE = 3;

    static final int OPEN = 0;
    static final int CLOSED = 1;
    static final int TAKEN = 2;
    static final int AWAITED = 3;
    static final int DONE = 4;

    final LocalQueue<Box> shelf = new LocalQueue<>(4);
    final Box[] slots = new Box[8];
    final int[] arguments = new int[8];
    int top;
    int boxed;
    int forkLimit;
    int askLimit = Integer.MAX_VALUE;
    int joinLimit = Integer.MAX_VALUE;

    /** As in {@link ForkGround}. */
    Box running;

    private final Supplier<Box> boxes;

    ForksCopy() {
        this(Box::new);
    }

    /** With weaker boxes. */
    ForksCopy(Supplier<Box> boxes) {
        this.boxes = boxes;
    }

    private static VarHandle handle(Class<?> type, String field) {
        try {
            return MethodHandles.lookup().findVarHandle(type, field, int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static class Box {
        static final VarHandle STATE = handle(Box.class, "state");
        static final VarHandle MARK = handle(Box.class, "mark");

        volatile int state;
        int mark = Integer.MAX_VALUE;
        int index;
        int argument;
        int result;

        boolean close() {
            return STATE.compareAndSet(this, OPEN, CLOSED);
        }

        boolean take() {
            return state == OPEN && STATE.compareAndSet(this, OPEN, TAKEN);
        }

        boolean askToBeWoken() {
            return state != DONE && STATE.compareAndSet(this, TAKEN, AWAITED);
        }

        /** Says whether the owner has to be unparked. */
        boolean end() {
            result = argument + 1;
            return (int) STATE.getAndSet(this, DONE) == AWAITED;
        }

        void begin(int top) {
            MARK.setOpaque(this, top);
        }

        int mark() {
            return (int) MARK.getOpaque(this);
        }

        boolean isAwaited() {
            return state == AWAITED;
        }
    }

    // ---- The owner's side ----

    @Override
    final void fork(int number) {
        push(number);
    }

    final void push(int argument) {
        int at = top;
        slots[at] = null;
        arguments[at] = argument;
        top = at + 1;
        if (at >= (int) FORK_LIMIT.getOpaque(this)) balance();
    }

    /** Takes the youngest; null if it is the owner's to run, else the box that a thief has taken. */
    final Box take() {
        int at = top - 1;
        Box box = slots[at];
        if (at >= joinLimit && box == null) {
            top = at;
            return null;
        }
        if (box != null && !box.close()) return box;
        top = at;
        if (boxed > top) boxed = top;
        balance();
        return null;
    }

    @Override
    final boolean takeBackYoungest() {
        return take() == null;
    }

    @Override
    final void balance() {
        for (; ; ) {
            boolean requested = isPublishRequested() || isAnybodyIdle();
            boolean publishes = publish(toPublish(requested));
            boolean hadOpen = hasOpen();
            int fork = hadOpen ? Math.min(slots.length, boxed + MAX_PRIVATE) : 0;
            setLimits(fork, hadOpen ? boxed + ENOUGH_PRIVATE : Integer.MAX_VALUE, boxed);
            fence();
            boolean idle = isAnybodyIdleNow();
            if (publishes || idle) published();
            if (top == boxed || (hasOpenStill(hadOpen) && (requested || !idle))) return;
        }
    }

    void fence() {
        VarHandle.fullFence();
    }

    boolean isAnybodyIdleNow() {
        return isAnybodyIdle();
    }

    boolean hasOpenStill(boolean before) {
        return hasOpen();
    }

    final boolean isAnybodyIdle() {
        return sleepers.isAnybodyIdle() || (running != null && running.isAwaited());
    }

    void published() {
        if (sleepers.wakeForWork() != Sleepers.NOBODY) wakes++;
        if (running != null && running.isAwaited()) wakes++;
    }

    boolean hasOpen() {
        return boxed > 0 && slots[boxed - 1].state == OPEN;
    }

    private int toPublish(boolean requested) {
        int hidden = top - boxed;
        if (requested) return hidden - hidden / 2;
        return hasOpen() ? 0 : Math.min(hidden, 1);
    }

    private boolean publish(int count) {
        for (int end = boxed + count; boxed < end; boxed++) {
            Box box = boxes.get();
            slots[boxed] = box;
            put(box, boxed, arguments[boxed]);
        }
        return count > 0;
    }

    void put(Box box, int index, int argument) {
        box.index = index;
        box.argument = argument;
        shelf.push(box);
    }

    private void setLimits(int fork, int ask, int join) {
        FORK_LIMIT.setOpaque(this, fork);
        ASK_LIMIT.setOpaque(this, ask);
        JOIN_LIMIT.setOpaque(this, join);
    }

    // ---- Everyone's side ----

    Box steal(int min) {
        for (; ; ) {
            Box oldest = shelf.stealIf(box -> box.index >= min || box.state != OPEN);
            if (oldest == null) return null;
            if (oldest.take()) {
                if (shelf.isEmpty()) requestPublish();
                return oldest;
            }
        }
    }

    @Override
    final boolean stealAny() {
        return steal(0) != null;
    }

    @Override
    final boolean isShelfEmpty() {
        return shelf.isEmpty();
    }

    @Override
    void requestPublish() {
        VarHandle.fullFence();
        FORK_LIMIT.setOpaque(this, 0);
        ASK_LIMIT.setOpaque(this, Integer.MAX_VALUE);
        JOIN_LIMIT.setOpaque(this, Integer.MAX_VALUE);
    }

    @Override
    final boolean isPublishRequested() {
        return (int) FORK_LIMIT.getOpaque(this) == 0
                && top < (int) ASK_LIMIT.getOpaque(this)
                && (int) JOIN_LIMIT.getOpaque(this) == Integer.MAX_VALUE;
    }
}
