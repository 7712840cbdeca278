package dev.secretariat.parallel;

import dev.secretariat.Fork;
import dev.secretariat.ForkBody;
import dev.secretariat.LongForkBody;
import dev.secretariat.internal.Handles;
import dev.secretariat.spi.TaskCell;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pending forks of one worker: a stack that its owner works on with plain loads and stores, of which
 * only as much is published as others ask for.
 *
 * <p>A slot holds the body of a fork, or its {@link ForkBox} once it is published, or null once it was
 * joined while younger ones were pending. All below {@code boxed} have been published. Published boxes
 * are listed on the <em>shelf</em>, oldest first; thieves know only that. Whoever wins a box's state has
 * the fork, so a box that is listed no longer, or still, does no harm.
 *
 * <p><b>Two limits</b> make the way through {@link #push} and {@link #pop} a compare each: they leave it to
 * the slow path when the stack is full or due for renewal, when {@value #MAX_PRIVATE} forks are private,
 * when none is open to thieves, and when the fork to join is a box. A thief that finds nothing
 * <em>requests</em> that more be published, by changing both, so the owner's next fork or join takes the slow path and publishes the older half
 * of what is private. One that takes the last open box requests one;
 * then one more is published.
 *
 * <p><b>No request is lost.</b> The owner sets the limits, then, after a full fence, looks whether its
 * youngest box is still open and whether anybody is idle. Thieves announce first, by a read-modify-write of
 * the box or of the word of the sleepers, and request then. If the owner's store comes after the request and
 * hides it, the owner's look comes after the announcement and sees it.
 *
 * <p><b>Gaps</b> never lie at the top: a body begins with a pending fork, or nothing, below its mark, so a
 * {@code top} below the mark tells that it has joined what is not its own. The limit for joins keeps the fast
 * way from uncovering one.
 *
 * <p>The array of slots is renewed every few thousand forks: with G1, a reference stored into an old array
 * costs a full fence.
 */
final class ForkDeque {
    private static final VarHandle FORK_LIMIT = Handles.field(MethodHandles.lookup(), "forkLimit", int.class);
    private static final VarHandle JOIN_LIMIT = Handles.field(MethodHandles.lookup(), "joinLimit", int.class);

    /** A long leaf can hide no more than so many forks from those who are idle. */
    private static final int MAX_PRIVATE = 32;

    /** As a limit for joins: somebody has found nothing to do. */
    static final int PUBLISH_HALF = Integer.MAX_VALUE;

    /** As a limit for joins: the last open box has been taken; one more will do. */
    static final int PUBLISH_ONE = PUBLISH_HALF - 1;

    private static final int RENEWAL = 1 << 14;
    private static final int CAPACITY = 64;
    private static final int MAX_DEAD = 64;

    /** What lies around a deque. */
    interface Surroundings {
        /** Whether anybody else could ever take a fork. */
        boolean hasOthers();

        /** Whether somebody has nothing to do. */
        boolean isAnybodyIdle();

        /** Forks have been published, and a full fence has followed. */
        void published();

        /** The task whose forks these are. */
        TaskCell<?> cell();

        /** Drops the forks from {@link #wreckage} up. */
        void clearWreckage();
    }

    private final Surroundings surroundings;
    private final LocalQueue<ForkBox> shelf;

    // ---- The owner's ----

    private @Nullable Object[] slots = new Object[CAPACITY];

    /** Of each LongForkBody, what it is given. */
    private long[] arguments = new long[CAPACITY];

    /** Where the next fork will lie. Others than this class only read it. */
    int top;

    private int boxed;

    /** Null slots below {@code top}. The one at {@code top - 1} is none. */
    private int gaps;

    /** The highest gap lies at least two below it. */
    private int gapped;

    private int untilRenewal = RENEWAL;

    /**
     * From here on lie the forks of computations that have failed, to be dropped before anything else is
     * done. Whoever lowers it sets both limits to a request: by plain stores, for a failure may have left no stack for a
     * call.
     */
    int wreckage = Integer.MAX_VALUE;

    /** Where the last join out of turn found its fork: the next one is often above it. */
    private int lastFound;

    // ---- Written by the owner, and by thieves that request forks ----
    // Opaque, so that a compiled loop reads what is there now. A join may read in plain mode: a loop that
    // forks has the other read in it, and one that only joins soon comes to its end.

    /** A fork at a lower index takes the fast path. */
    int forkLimit;

    /** A join of the youngest fork at no lower an index takes the fast path. */
    int joinLimit = PUBLISH_HALF;

    ForkDeque(Surroundings surroundings) {
        this(surroundings, 16);
    }

    /** For tests: a shelf that grows soon. */
    ForkDeque(Surroundings surroundings, int shelfCapacity) {
        this(surroundings, new LocalQueue<>(shelfCapacity));
    }

    /** For tests: an empty shelf, whose indices are about to wrap round, or its ring to be renewed. */
    ForkDeque(Surroundings surroundings, LocalQueue<ForkBox> shelf) {
        this.surroundings = surroundings;
        this.shelf = shelf;
    }

    // ---- The owner's side ----

    /**
     * Sets a fork aside.
     *
     * @param body a Fork or a ForkBody
     * @return where it lies
     */
    int push(Object body) {
        int at = top;
        if (at >= (int) FORK_LIMIT.getOpaque(this) || --untilRenewal <= 0) return pushSlowly(body, 0);
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
        if (at >= (int) FORK_LIMIT.getOpaque(this)) return pushSlowly(body, argument);
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
     * The slow way of {@link #pop}: finds the fork wherever it lies.
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

    /** How many forks from {@code mark} up have not been joined. */
    int pendingFrom(int mark) {
        if (top < mark) return -1;
        int pending = 0;
        for (int i = mark; i < top; i++) {
            if (slots[i] != null) pending++;
        }
        return pending;
    }

    /** The step has ended: lets go of the bodies that were left where they were. */
    void tidy() {
        if (top == 0 && slots[0] != null) Arrays.fill(slots, null);
    }

    /**
     * The worker has run out of work: lets go of everything. What is still on the shelf has been taken back;
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
            if (slots[top - 1] instanceof ForkBox box && !box.close()) {
                taken = box;
            } else {
                if (slots[top - 1] == null) gaps--;
                slots[--top] = null;
            }
        }
        wreckage = Integer.MAX_VALUE; // before a call, for which there may be no stack
        lower();
        requestPublish(); // the limits are those of a higher stack
        return taken;
    }

    /** Whether somebody is idle, and finds no open fork here. */
    boolean isHelpAvailable() {
        return surroundings.hasOthers() && surroundings.isAnybodyIdle() && !hasOpen();
    }

    /** Publishes forks if somebody is idle, or if none is open. */
    void balance() {
        if (wreckage < top) {
            requestPublish(); // it is to be dropped, not published, and the next call has to find it
            return;
        }
        wreckage = Integer.MAX_VALUE;
        lower();
        if (!surroundings.hasOthers()) {
            boxed = 0;
            setLimits(slots.length, gapped);
            return;
        }
        for (; ; ) {
            boolean requested = isHalfRequested() || surroundings.isAnybodyIdle();
            boolean publishes = publish(toPublish(requested));
            // Without an open box, the next fork takes the slow path to be published.
            setLimits(hasOpen() ? Math.min(slots.length, boxed + MAX_PRIVATE) : 0, Math.max(boxed, gapped));
            VarHandle.fullFence();
            boolean idle = surroundings.isAnybodyIdle();
            if (publishes || (idle && hasOpen())) surroundings.published();
            if (top == boxed || (hasOpen() && (requested || !idle))) return;
        }
    }

    // ---- Everyone's side ----

    /** Whether there is nothing on the shelf. What is there may be of no use any more. */
    boolean isShelfEmpty() {
        return shelf.isEmpty();
    }

    /**
     * Steals the oldest open box.
     *
     * @param thief the number of the worker that will run it
     * @param min only if it lies no lower on its owner's stack
     */
    @Nullable
    ForkBox steal(int thief, int min) {
        for (; ; ) {
            ForkBox oldest = shelf.stealIf(box -> box.index() >= min || !box.isOpen());
            if (oldest == null) return null;
            if (oldest.take(thief)) {
                if (isShelfSpent()) request(PUBLISH_ONE);
                return oldest;
            }
        }
    }

    /** Whether no open box is left; those that their owner has taken back are thrown away. */
    private boolean isShelfSpent() {
        ForkBox dead;
        do dead = shelf.stealIf(box -> !box.isOpen());
        while (dead != null);
        return shelf.isEmpty();
    }

    /** Has the owner publish half of what it has, at its next fork or join. After an announcement; see above. */
    void requestPublish() {
        request(PUBLISH_HALF);
    }

    private void request(int joinLimitOrMore) {
        // What follows must not pass the announcement: then the owner could hide the request, or seem to have
        // been requested already, and yet look too early.
        VarHandle.fullFence();
        if ((int) FORK_LIMIT.getOpaque(this) != 0) FORK_LIMIT.setOpaque(this, 0);
        if ((int) JOIN_LIMIT.getOpaque(this) < joinLimitOrMore) JOIN_LIMIT.setOpaque(this, joinLimitOrMore);
    }

    // ---- Inside ----

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
            // The fork is set aside, and that is what was asked for. The next call balances.
            forkLimit = 0;
            joinLimit = PUBLISH_HALF;
        }
        return at;
    }

    /** Before a fork or a join: what has failed is dropped, and what lies there next will not be. */
    private void clean() {
        if (wreckage < top) surroundings.clearWreckage();
        wreckage = Integer.MAX_VALUE;
        lower(); // a call that had no stack left may have left this undone
    }

    private void renew() {
        @Nullable Object[] old = slots;
        int capacity = top == old.length ? 2 * top : old.length;
        arguments = Arrays.copyOf(arguments, capacity);
        slots = new Object[capacity];
        System.arraycopy(old, 0, slots, 0, top);
        untilRenewal = RENEWAL;
    }

    private int find(Object body, int index) {
        if (index >= 0) {
            if (index < top && isAt(index, body)) return index;
        } else {
            if (top > 0 && isAt(top - 1, body)) return top - 1;
            if (lastFound < top && isAt(lastFound, body)) return lastFound;
            for (int i = top - 2; i >= 0; i--) {
                if (isAt(i, body)) return i;
            }
        }
        throw new IllegalStateException("this fork is not pending here: join each fork once, on the worker and"
                + " in the step or fork body that made it");
    }

    private boolean isAt(int index, Object body) {
        Object there = slots[index];
        return there == body || (there instanceof ForkBox box && box.body() == body);
    }

    private void removeAt(int at) {
        if (at == top - 1) {
            slots[at] = null;
            top = at;
            lower();
        } else {
            joinLimit = PUBLISH_HALF; // until balance() has set it
            slots[at] = null;
            gaps++;
            gapped = Math.max(gapped, at + 2);
            lastFound = at + 1;
        }
    }

    /** The top has gone down. */
    private void lower() {
        while (top > 0 && slots[top - 1] == null) {
            top--;
            gaps--;
        }
        if (boxed > top) boxed = top;
        gapped = gaps == 0 ? 0 : Math.min(gapped, top);
    }

    private boolean isHalfRequested() {
        return (int) JOIN_LIMIT.getOpaque(this) == PUBLISH_HALF;
    }

    private void setLimits(int fork, int join) {
        FORK_LIMIT.setOpaque(this, fork);
        JOIN_LIMIT.setOpaque(this, join);
    }

    /** Whether a thief would find something. The shelf is first in, first out: the youngest goes last. */
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

    /** A thief could not tell how to run it, so it stays with its owner, who can. */
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
