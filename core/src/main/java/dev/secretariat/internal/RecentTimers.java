package dev.secretariat.internal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Timers that have been set since their owner, who keeps a {@link TimerHeap}, looked last: from many threads to one, which
 * sleeps while none of them is due before it wakes up. Most are cancelled before that, and never reach the heap. So whoever
 * sets one, and finds many here, drops those that nobody waits for any more, and need not wake the owner.
 *
 * <pre>
 * newest -&gt; e5 -&gt; e4 -&gt; e3 -&gt; e2 -&gt; e1        a stack, linked backwards by those who set
 * newest -&gt; e5' -&gt; e2'                     after a cull that found e1, e3 and e4 cancelled
 * </pre>
 *
 * <p>A stack (Treiber, "Systems Programming: Coping with Parallelism", 1986) that is never popped. An entry does not change from
 * the CAS by which it is added until the owner has taken the whole stack. Whoever culls it makes copies of what is to stay, and
 * exchanges the whole stack for them by one CAS: until then all is in the stack, after it all that stays is. <b>So at any
 * time every timer that is here can be reached from {@code newest}</b>, wherever those stand still who set or cull: the
 * owner can take it at once, and no thread that was preempted has timers in its hands that would ring late. If somebody adds
 * meanwhile, or the owner takes the stack, the CAS fails, and nothing has happened. There is no ABA: an entry is new at each CAS,
 * and once it is not the newest any more, or has been taken, it never is the newest again.
 *
 * <p><b>The owner does not oversleep.</b> It announces when it looks next, and then sleeps as {@link IdleHandshake} says:
 *
 * <pre>
 * whoever sets                    the owner
 * is counted among the waiters    nextLook = time of the first in the heap
 * add (a CAS)                     idle = true (a volatile store)
 * read idle, then nextLook        read the stack: does any come before nextLook?
 * </pre>
 *
 * <p>All are volatile, so in every order at least one sees the other. Either the owner finds the timer, and does not sleep if that
 * comes before its next look. Or whoever sets finds it idle, and the time that belongs to that idleness, or to a later one, before
 * which the owner has read the stack; and rouses it if the timer comes before. When it wakes up, it takes all that are here before
 * it rings any.
 *
 * <p>A cull takes away only what nobody waits for at some moment after it was read. Whoever begins to wait for it later sets it
 * again. One that comes beside the owner's taking may read links that the owner has turned round, and elements that it has
 * cleared. What it makes of them is thrown away, since its CAS must fail; and it ends, since it follows no more links than the
 * stack had entries.
 *
 * <p>To cancel is to do nothing here. So cancelled ones are kept: {@link #TOO_MANY} at most, and those that are added before the
 * owner, who is roused then, comes to take them. (Where nobody else adds or takes at the same time it is {@link #MANY}, or as many
 * as are waited for.)
 *
 * @param <E> the type of the timers
 */
public final class RecentTimers<E extends TimerNode> extends IdleHandshake {
    /**
     * After so many that were added, it is worth a look how many are still waited for. A timer that is looked at a short
     * time after it was cancelled is still in the nearest cache.
     */
    static final int MANY = 256;

    /** So many, most of them waited for, are left to the owner: to wake it is a call of the system. Not tuned. */
    static final int TOO_MANY = 4 * MANY;

    /** By whoever adds or culls, by CAS; null by the owner, by CAS. */
    private final PaddedReference<Entry<E>> newest = new PaddedReference<>(null);

    /** Until when the owner sleeps, if it is idle; written by it before it becomes that. */
    private volatile long nextLookNanos;

    /** Whether there is no such time, and it sleeps until it is roused. */
    private volatile boolean looksNever = true;

    /** What the owner has taken and not yet polled, the oldest first. */
    private @Nullable Entry<E> line;

    private final int many;
    private final int tooMany;

    /** No timers, and an owner who is awake. */
    public RecentTimers() {
        this(MANY, TOO_MANY);
    }

    /** With other numbers, for tests. */
    RecentTimers(int many, int tooMany) {
        this.many = many;
        this.tooMany = tooMany;
    }

    // ---- For all threads ----

    /** Adds a timer, after whoever waits for it has been counted, and rouses the owner if it has to be told. */
    public void set(E timer) {
        int height = push(new Entry<>(timer));
        if (isIdle() && (comesBeforeNextLook(timer) || areTooMany(height))) rouse();
    }

    /**
     * Returns whether a timer comes before the time that the owner has announced last. If it does not, the owner looks in time
     * without being told, whether it sleeps until then or is awake, and then takes all that is here before it sleeps.
     */
    public boolean comesBeforeNextLook(E timer) {
        return looksNever || timer.atNanos() - nextLookNanos < 0;
    }

    /** Returns whether none has been set since the owner took some. */
    public boolean isEmpty() {
        return newest.getVolatile() == null;
    }

    private int push(Entry<E> entry) {
        for (; ; ) {
            Entry<E> below = newest.getVolatile();
            entry.next = below;
            entry.height = below == null ? 1 : below.height + 1;
            if (newest.compareAndSet(below, entry)) return entry.height;
        }
    }

    private boolean areTooMany(int height) {
        return height % many == 0 && !cull() && height >= tooMany;
    }

    /** Drops those that nobody waits for, if they are half of all, and nobody comes meanwhile. */
    private boolean cull() {
        Entry<E> top = newest.getVolatile();
        if (top == null) return true;
        try {
            int max = top.height / 2;
            Entry<E> first = null;
            Entry<E> last = null;
            int kept = 0;
            Entry<E> entry = top;
            for (int left = top.height; left > 0 && entry != null; left--, entry = entry.next) {
                E timer = entry.timer;
                if (timer == null || !timer.isWaitedFor()) continue;
                if (++kept > max) return false;
                Entry<E> copy = new Entry<>(timer);
                if (last == null) first = copy;
                else last.next = copy;
                last = copy;
            }
            for (Entry<E> copy = first; copy != null; copy = copy.next) copy.height = kept--;
            return newest.compareAndSet(top, first);
        } catch (OutOfMemoryError none) {
            return false; // the owner needs no memory to drop them
        }
    }

    // ---- For the owner ----

    /** Announces that it looks next at that time; before it becomes idle. */
    public void announceLook(long nanos) {
        nextLookNanos = nanos;
        looksNever = false;
    }

    /** Announces that it does not look until it is roused; before it becomes idle. */
    public void announceNoLook() {
        looksNever = true;
    }

    /** Returns the time that it has announced. */
    public long nextLookNanos() {
        return nextLookNanos;
    }

    /** Returns whether it has announced that there is no such time. */
    public boolean looksNever() {
        return looksNever;
    }

    @Override
    protected boolean maySleep() {
        if (line != null) return false;
        Entry<E> top = newest.getVolatile();
        if (top == null) return true;
        if (top.height >= tooMany) return false;
        for (Entry<E> entry = top; entry != null; entry = entry.next) {
            E timer = entry.timer;
            if (timer == null || comesBeforeNextLook(timer)) return false;
        }
        return true;
    }

    /** Takes what is here, to be polled: nothing more comes into the line until this is called again. */
    public void take() {
        if (line != null) return; // the owner has failed in the midst of it
        Entry<E> top = newest.getVolatile();
        while (top != null && !newest.compareAndSet(top, null)) top = newest.getVolatile();
        Entry<E> oldest = null;
        for (Entry<E> entry = top; entry != null; ) {
            Entry<E> below = entry.next;
            entry.next = oldest;
            oldest = entry;
            entry = below;
        }
        line = oldest;
    }

    /** Returns the first of those that were taken, which stays until it is polled; null if there is none. */
    public @Nullable E peek() {
        Entry<E> oldest = line;
        return oldest == null ? null : oldest.timer;
    }

    /** Removes the first of those that were taken. */
    public void poll() {
        Entry<E> oldest = Objects.requireNonNull(line);
        line = oldest.next;
        // What has been taken is kept by nobody, and keeps nobody: an old entry would make its followers grow old.
        oldest.timer = null;
        oldest.next = null;
    }

    /** A timer with its link: to the one that was set before it; once taken, to the one that was set after. */
    private static final class Entry<E> {
        // Plain: published by the CAS of whoever adds or copies it, and the owner's from its taking on. Whoever culls
        // may
        // see them change.
        @Nullable
        E timer;

        @Nullable
        Entry<E> next;

        /** How many are in the stack from here on down. Before the CAS; then fixed. */
        int height;

        Entry(E timer) {
            this.timer = timer;
        }
    }
}
