package dev.secretariat.parallel;

import dev.secretariat.Fork;
import dev.secretariat.ForkBody;
import dev.secretariat.LongForkBody;
import dev.secretariat.internal.Renewal;
import dev.secretariat.spi.TaskCell;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pending forks of one worker: a stack that its owner, who alone has this type, works on with plain loads and
 * stores, of which only as much is published as others ask for. It is the last of four classes of one object, each of
 * which adds to what whoever holds it may do:
 *
 * <pre>
 * ForkLimits        three words: when the owner has to take the slow path, or is to fork; anybody may request that
 * StealableForks    the shelf of boxes, as thieves see it
 * PendingForks      the stack, for its owner
 * ForkDeque         pushing, popping and publishing, for its owner
 * </pre>
 *
 * <p>{@link #push} and {@link #pop} leave it to the slow path when the stack is full or due for
 * {@linkplain Renewal renewal}, when {@value #MAX_PRIVATE} forks are private, when none is open to thieves, when the
 * fork to join is a box, and when others {@linkplain ForkLimits have requested} forks.
 *
 * <p><b>Wreckage</b>, the forks of computations that have failed, is dropped before anything else is done: {@link
 * #markWreckage}.
 */
final class ForkDeque extends PendingForks {
    /** A long leaf can hide no more than so many forks from those who are idle (F5). */
    private static final int MAX_PRIVATE = 32;

    /**
     * One is open to thieves, and so many behind it are published one by one as it is taken. Enough that a thief which takes
     * them one after the other does not wait for the owner to make the next; few, as each that the owner takes back itself
     * has cost what a call would not. The ForkJoinPool's makers recommend the same number.
     */
    private static final int ENOUGH_PRIVATE = 3;

    /**
     * More stores than usual, as a step may make as many forks as a worker makes steps, and what is renewed is
     * larger.
     */
    private static final int RENEWAL = 4 * Renewal.INTERVAL;

    /**
     * So many boxes that were taken back may lie on the shelf beyond those that are pending: few enough to keep, and
     * enough to make sweeping rare.
     */
    private static final int MAX_DEAD = 64;

    /** Without wreckage, nothing lies above this mark. */
    private static final int NO_WRECKAGE = Integer.MAX_VALUE;

    /** What lies around a deque. */
    interface Surroundings {
        /** Returns whether anybody else could ever take a fork. */
        boolean hasOthers();

        /** Returns whether somebody has nothing to do. */
        boolean isAnybodyIdle();

        /** Tells that forks have been published, and a full fence has followed. */
        void published();

        /** Returns the task whose forks these are. */
        TaskCell<?> cell();

        /** Drops the forks from {@link #wreckage} up. */
        void clearWreckage();
    }

    private final Surroundings surroundings;
    private final LocalQueue<ForkBox> shelf;

    private int untilRenewal = RENEWAL;

    /** From here on lie the forks of computations that have failed. */
    private int wreckage = NO_WRECKAGE;

    ForkDeque(Surroundings surroundings) {
        this(surroundings, 16); // most computations have fewer forks open
    }

    /** For tests: a shelf that grows soon. */
    ForkDeque(Surroundings surroundings, int shelfCapacity) {
        this(surroundings, new LocalQueue<>(shelfCapacity));
    }

    /** For tests: an empty shelf, whose indices are about to wrap round, or its ring to be renewed. */
    ForkDeque(Surroundings surroundings, LocalQueue<ForkBox> shelf) {
        super(shelf);
        this.surroundings = surroundings;
        this.shelf = shelf;
        if (!surroundings.hasOthers()) askLimit = 0;
    }

    // ---- The fast path ----

    /**
     * Sets a fork aside.
     *
     * @param body a Fork or a ForkBody
     * @return where it lies
     */
    int push(Object body) {
        int at = top;
        if (at >= forkLimitOpaque() || --untilRenewal <= 0) return pushSlowly(body, 0);
        slots[at] = body;
        top = at + 1;
        return at;
    }

    /**
     * Sets a fork aside. A body that captures nothing is often there already, from a fork that has been
     * joined, and is not stored again: a compare costs less than the collector's barrier.
     *
     * @return where it lies
     */
    int push(LongForkBody body, long argument) {
        int at = top;
        if (at >= forkLimitOpaque()) return pushSlowly(body, argument);
        if (slots[at] != body) {
            if (--untilRenewal <= 0) return pushSlowly(body, argument);
            slots[at] = body;
        }
        arguments[at] = argument;
        top = at + 1;
        return at;
    }

    /** As {@link #pop}; leaves the body there for the next fork, or for {@link #tidy}. */
    boolean popLong(LongForkBody body, int index) {
        if (index < joinLimit || top != index + 1 || slots[index] != body) return false;
        top = index;
        return true;
    }

    /**
     * Takes the youngest fork if it is this one and has never been published; then the caller runs it.
     *
     * @param index where it was pushed; -1 if the caller does not know
     */
    boolean pop(Object body, int index) {
        int at = top - 1;
        if (at < joinLimit || slots[at] != body || (index != at && index >= 0)) return false;
        slots[at] = null;
        top = at;
        return true;
    }

    /**
     * Returns whether few forks are private, or more are {@linkplain ForkLimits requested}: so an owner who only asks, and neither
     * forks nor joins, learns of a request by the answer, and the fork that it then makes takes the slow path.
     */
    boolean isForkWorthwhile() {
        return top < askLimitOpaque();
    }

    // ---- The slow path ----

    private int pushSlowly(Object body, long argument) {
        clean();
        int at = top;
        if (untilRenewal <= 0 || at == slots.length) renew();
        slots[at] = body;
        arguments[at] = argument;
        top = at + 1;
        try {
            balance();
        } catch (StackOverflowError | OutOfMemoryError scarce) {
            // The fork is set aside, and that is what was asked for. The next call balances. By plain stores: for
            // a call there may be no stack.
            forkLimit = 0;
            askLimit = ALWAYS;
            joinLimit = PUBLISH_HALF;
        }
        return at;
    }

    /**
     * Takes the slow path of {@link #pop}: finds the fork wherever it lies.
     *
     * @return null if it is the caller's to run; else the box that a thief has taken, to be awaited and
     *     then {@linkplain #remove removed}
     * @throws IllegalStateException if it is not pending
     */
    @Nullable
    ForkBox reclaim(Object body, int index) {
        clean();
        int at = find(body, index);
        if (slots[at] instanceof ForkBox box && !box.close()) return box;
        removeAt(at);
        balance();
        return null;
    }

    /** Takes an awaited box off the stack. */
    void remove(ForkBox box) {
        if (box.index() < top && slots[box.index()] == box) removeAt(box.index());
        balance();
    }

    private void renew() {
        @Nullable Object[] old = slots;
        int capacity = top == old.length ? 2 * top : old.length;
        arguments = Arrays.copyOf(arguments, capacity);
        slots = new Object[capacity];
        System.arraycopy(old, 0, slots, 0, top);
        untilRenewal = RENEWAL;
    }

    // ---- Between computations ----

    /** Lets go of the bodies that were left where they were, as the step has ended. */
    void tidy() {
        if (top == 0 && slots[0] != null) Arrays.fill(slots, null);
    }

    /**
     * Lets go of everything, as the worker has run out of work. What is still on the shelf has been taken back;
     * it would keep its owner, who does not steal from itself, from falling asleep.
     */
    void clear() {
        if (top > 0) return;
        while (!shelf.isEmpty()) shelf.poll();
        shelf.tidy();
        if (slots.length == CAPACITY) {
            Arrays.fill(slots, null);
        } else {
            requestPublish(); // first: the limits are those of the larger stack
            slots = new Object[CAPACITY];
            arguments = new long[CAPACITY];
        }
    }

    // ---- Wreckage ----

    /**
     * Marks the forks from {@code mark} up, whose computation has failed: they are dropped before anything else is
     * done.
     *
     * <p>Called where the stack may be at its end. It needs less of it than the calls that made those forks, which the
     * caller's frame had room for; so it is called only if there are any, and it must remain a leaf.
     */
    void markWreckage(int mark) {
        if (mark < wreckage) wreckage = mark;
        forkLimit = 0;
        askLimit = ALWAYS;
        joinLimit = PUBLISH_HALF;
    }

    /** Returns whether a computation has left forks that are to be dropped. */
    boolean hasWreckage() {
        return wreckage < top;
    }

    /** Returns where it begins; greater than any index if there is none. */
    int wreckage() {
        return wreckage;
    }

    /**
     * Takes the youngest fork off the stack, for one who settles what a computation has left. What a thief
     * has taken stays there until it is {@linkplain #remove removed}.
     *
     * @param mark what lies below it stays
     * @return a box that a thief has taken; null if none is left above the mark
     */
    @Nullable
    ForkBox dropDownTo(int mark) {
        ForkBox taken = null;
        while (top > mark && taken == null) {
            if (slots[top - 1] instanceof ForkBox box && !box.close()) taken = box;
            else dropTop();
        }
        wreckage = NO_WRECKAGE; // before a call, for which there may be no stack
        lower();
        requestPublish(); // the limits are those of a higher stack
        return taken;
    }

    /** Drops what has failed, before a fork or a join: what lies there next must not be dropped. */
    private void clean() {
        if (hasWreckage()) surroundings.clearWreckage();
        wreckage = NO_WRECKAGE;
        lower(); // a call that had no stack left may have left this undone
    }

    // ---- Publishing ----

    /** Returns whether somebody is idle, and finds no open fork here. */
    boolean isHelpAvailable() {
        return surroundings.hasOthers() && surroundings.isAnybodyIdle() && !hasOpen();
    }

    /**
     * Publishes forks if somebody is idle, or if none is open. One is always kept open, so that a thief that comes finds it
     * without a request. The limits are set before the last look at who is idle, with a fence between, so that a request is
     * not lost; if somebody has become idle meanwhile, and nothing more was published for that, it publishes once more.
     */
    void balance() {
        if (hasWreckage()) {
            requestPublish(); // it is to be dropped, not published, and the next call has to find it
            return;
        }
        wreckage = NO_WRECKAGE;
        lower();
        if (!surroundings.hasOthers()) {
            boxed = 0;
            setLimitsOpaque(slots.length, 0, joinLimitOfGaps());
            return;
        }
        for (; ; ) {
            boolean requested = isHalfRequested() || surroundings.isAnybodyIdle();
            boolean publishes = publish(toPublish(requested));
            // Without an open box, one more fork is worthwhile, and takes the slow path to be published.
            boolean open = hasOpen();
            int forkLimit = open ? Math.min(slots.length, boxed + MAX_PRIVATE) : 0;
            int askLimit = open ? boxed + ENOUGH_PRIVATE : ALWAYS;
            setLimitsOpaque(forkLimit, askLimit, Math.max(boxed, joinLimitOfGaps()));
            VarHandle.fullFence();
            boolean idle = surroundings.isAnybodyIdle();
            if (publishes || (idle && hasOpen())) surroundings.published();
            if (top == boxed || (hasOpen() && (requested || !idle))) return;
        }
    }

    /** Returns whether a thief would find something. The shelf is first in, first out: the youngest goes last. */
    private boolean hasOpen() {
        for (int i = boxed - 1; i >= 0; i--) {
            if (slots[i] instanceof ForkBox box) return box.isOpen();
        }
        return false;
    }

    private int toPublish(boolean requested) {
        int hidden = top - boxed;
        if (requested || hidden > MAX_PRIVATE) return hidden - hidden / 2;
        return hasOpen() ? 0 : Math.min(hidden, 1);
    }

    private boolean publish(int count) {
        if (count == 0) return false;
        if (shelf.size() > MAX_DEAD + 2 * boxed) sweep();
        TaskCell<?> cell = surroundings.cell();
        for (int end = boxed + count; boxed < end; ) {
            Object body = slots[boxed];
            if (body == null || isAmbiguous(body)) {
                boxed++;
                continue;
            }
            ForkBox box = new ForkBox(body, arguments[boxed], cell, boxed);
            shelf.reserve();
            slots[boxed++] = box;
            shelf.pushReserved(box);
        }
        return true;
    }

    /** Returns whether a thief could not tell how to run it; its owner can, so it stays there. */
    private static boolean isAmbiguous(Object body) {
        return body instanceof LongForkBody && (body instanceof ForkBody<?> || body instanceof Fork<?>);
    }

    /** Takes boxes off the shelf that this worker has taken back. */
    private void sweep() {
        for (int left = shelf.size(); left > 0; left--) {
            ForkBox box = shelf.poll();
            if (box == null) return;
            if (box.isOpen()) shelf.push(box);
        }
    }
}
