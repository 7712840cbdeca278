package dev.secretariat.parallel;

import dev.secretariat.internal.Renewal;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A worker's ready tasks, and which of them is next: a queue, and the LIFO slot before it. Next is what is in the slot,
 * but only {@value #LIFO_IN_A_ROW} times in a row, and {@value #LIFO_IN_A_ROUND} times in a round of the queue, while
 * others wait; then the oldest of the queue. Its owner alone has this type; others see a {@link StealableQueue} and a
 * {@link SlotHolder}.
 *
 * <p>A <em>round</em> ends when all that was in the queue at its beginning has been taken; if it is barred meanwhile, when the
 * bar is lifted.
 *
 * <p>It is a {@link LocalQueue}, and does not have one, as each step goes through it several times, and a processor
 * waits for each reference on the way after each fence.
 *
 * @param <E> the type of the elements
 */
@SuppressWarnings({"UnusedVariable", "MultiVariableDeclaration"}) // the padding
final class RunQueue<E> extends LocalQueue<E> implements SlotHolder<E> {
    private static final Consumer<RunQueue<?>> RENEW_SLOT = RunQueue::replaceSlot;

    /**
     * While others wait, so many from the slot follow one another: a few tasks that wake one another find what they
     * work on in the cache, and none of those that wait is passed by more at a time.
     */
    static final int LIFO_IN_A_ROW = 3;

    /**
     * And so many in a round. Without this bound, a long queue could be passed by three times as many as it has
     * tasks; with it, pairs of tasks that wake each other still run from the slot most of the time where few others
     * wait.
     */
    static final int LIFO_IN_A_ROUND = 32;

    /**
     * How many steps others may begin, out of the slot, while a task waits in the queue: it was added in one round,
     * and is taken in the next at the latest, since that begins with all that is there. Likewise one that waits elsewhere and
     * before which the queue is barred: its turn belongs to the round in which that happened, and that to which the one before it
     * belonged is over.
     */
    static final int MAX_BYPASS = 2 * LIFO_IN_A_ROUND;

    /** A worker that has more grows its queue, and most never do; half of a full one can be stolen at once. */
    private static final int CAPACITY = 2 * MAX_STOLEN;

    /** Replaced by the owner while it is empty: another thread may see the one before, and finds nothing there. */
    private volatile LifoSlot<E> slot = new LifoSlot<>();

    /** Puts into the slot. */
    private int puts;

    private int lifoInARow;
    private int lifoLeft = LIFO_IN_A_ROUND;
    private long roundEnd;

    /** Whether something elsewhere comes before what is behind the barrier. */
    private boolean barred;

    private long barrier;

    // The other end of LeadingPad: the JVM puts these behind the wider fields above.
    private byte p000, p001, p002, p003, p004, p005, p006, p007, p008, p009, p010, p011;
    private byte p012, p013, p014, p015, p016, p017, p018, p019, p020, p021, p022, p023;
    private byte p024, p025, p026, p027, p028, p029, p030, p031, p032, p033, p034, p035;
    private byte p036, p037, p038, p039, p040, p041, p042, p043, p044, p045, p046, p047;
    private byte p048, p049, p050, p051, p052, p053, p054, p055, p056, p057, p058, p059;
    private byte p060, p061, p062, p063, p064, p065, p066, p067, p068, p069, p070, p071;
    private byte p072, p073, p074, p075, p076, p077, p078, p079, p080, p081, p082, p083;
    private byte p084, p085, p086, p087, p088, p089, p090, p091, p092, p093, p094, p095;
    private byte p096, p097, p098, p099, p100, p101, p102, p103, p104, p105, p106, p107;
    private byte p108, p109, p110, p111, p112, p113, p114, p115, p116, p117, p118, p119;

    /** One that could not be queued up, for want of memory: it is next. */
    private @Nullable E leftOver;

    RunQueue() {
        super(CAPACITY);
    }

    // ---- The slot, for everyone ----

    @Override
    public boolean isSlotEmpty() {
        return slot.isEmpty();
    }

    @Override
    public @Nullable Object peekSlot() {
        return slot.peek();
    }

    @Override
    @SuppressWarnings("unchecked") // it has been in the slot
    public @Nullable E takeFromSlot(Object held) {
        LifoSlot<E> now = slot;
        return now.peek() == held && now.take(held) ? (E) held : null;
    }

    // ---- Adding ----

    /**
     * Puts an element into the slot, if that is empty, so that it runs next; else at the end of the queue. A full fence
     * follows. What is in the slot stays there: to displace it would cost an exchange for each element of a burst, and give
     * the last of them the place that the first was given.
     *
     * @return whether it is in the slot: others have to be told in another way then
     */
    boolean addToSlotOrLast(E element) {
        if (slot.isEmpty()) {
            if (Renewal.isDue(++puts)) Renewal.attempt(this, RENEW_SLOT);
            slot.put(element); // a full fence
            return true;
        }
        push(element);
        VarHandle.fullFence();
        return false;
    }

    private void replaceSlot() {
        slot = new LifoSlot<>();
    }

    /** Keeps an element that there was no memory to add. One at a time. */
    void keepLeftOver(E element) {
        leftOver = element;
    }

    // ---- Taking ----

    /** Returns whether nothing waits in the slot or in the queue. */
    boolean isAllEmpty() {
        return isEmpty() && slot.isEmpty();
    }

    /** Takes the element whose turn it is, or returns null if there is none, or it {@linkplain #bar has to wait}. */
    @Nullable
    E next() {
        if (leftOver != null) return takeLeftOver();
        if (!slot.isEmpty()) {
            reserve(); // first: what has been taken must not be lost for want of memory
            E newest = slot.take();
            if (newest != null) {
                if (isEmpty() && !barred) return newest;
                if (lifoInARow < LIFO_IN_A_ROW && lifoLeft > 0) {
                    lifoInARow++;
                    lifoLeft--;
                    return newest;
                }
                pushReserved(newest);
            }
        }
        if (barred && hasPassed(barrier)) return null;
        E oldest = poll();
        if (oldest != null) {
            lifoInARow = 0;
            if (hasPassed(roundEnd) && !barred) beginRound();
        }
        return oldest;
    }

    private @Nullable E takeLeftOver() {
        E element = leftOver;
        leftOver = null;
        return element;
    }

    private void beginRound() {
        roundEnd = end();
        lifoLeft = LIFO_IN_A_ROUND;
    }

    // ---- Others before one's own ----

    /**
     * Lets what comes to the queue from now on wait until the bar is lifted: what is elsewhere and is taken before that is passed
     * as if it were added here now. The round goes on as long.
     */
    void bar() {
        barred = true;
        barrier = end();
    }

    /** Returns whether something elsewhere is to be taken before what came to the queue later. */
    boolean isBarred() {
        return barred;
    }

    /** Lets those of the queue go on, in a round of their own. */
    void unbar() {
        barred = false;
        beginRound();
    }

    /** Notes that one from elsewhere has had its turn, in place of the queue's oldest. */
    void passOther() {
        lifoInARow = 0;
    }

    // ---- Stealing ----

    /** Takes over all that a worker has that does not come to it itself. */
    void takeAllFrom(StealableQueue<E> queue, SlotHolder<E> slotHolder) {
        for (int left = queue.size(); left > 0; left--) {
            E stolen = stealFrom(queue);
            if (stolen == null) break;
            pushReserved(stolen);
        }
        Object held = slotHolder.peekSlot();
        if (held == null) return;
        reserve();
        E taken = slotHolder.takeFromSlot(held);
        if (taken != null) pushReserved(taken);
    }
}
