package dev.secretariat.internal;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue from many threads to one consumer, first in, first out, without holes: an element whose {@link #add} has
 * returned is there for the consumer, wherever in their own calls of it other threads stand still, or have died.
 *
 * <p>A queue whose producers first take a place and then fill it, as arrays do, or first become the last and then
 * tell the one before, as linked ones that exchange their tail, has a hole between the two: a producer that is
 * preempted there keeps all who came after it from the consumer. Here one CAS is both, and all else that a producer writes
 * is its own node. Before it the element is nowhere, after it the consumer can reach it.
 *
 * <pre>
 * newest -&gt; n5 -&gt; n4 -&gt; n3 -&gt; n2     arrivals, linked backwards by their producers
 *                              |
 *                            seen        the newest when the consumer looked last
 *   oldest -&gt; n1 -&gt; n2                  the line, which the consumer has turned round then
 * </pre>
 *
 * <p>Elements are added to a stack (Treiber, "Systems Programming: Coping with Parallelism", 1986) from which nothing is
 * ever popped. When the consumer's line runs out, it reads the top once and turns the links around down to the one
 * that it saw as the top before: each node once, so that an element costs constant time, if not at an even pace. Producers read of
 * each other's nodes only the number, never the links, so they do not notice. There is no ABA: a node is new at
 * each CAS, and stays the top until another one has come.
 *
 * <p>A node carries its number, counted from the first on, and the consumer counts what it has taken. So emptiness is one
 * comparison of words that only grow. Whoever asks reads the consumer's count first: it may find too much, if elements are
 * taken meanwhile, but not too little, so that nobody sleeps beside an element. If the consumer's line has not run out, that is
 * enough to know; only a queue that may be empty is compared with its newest element.
 *
 * <p>The consumer's side allocates nothing, so nothing is lost on the way out for want of memory. {@link #add} allocates before it
 * changes anything.
 *
 * <p>Non-invariant: the newest node stays until the next one comes, without its element.
 *
 * @param <E> the type of the elements
 */
public final class ArrivalQueue<E> {
    /** By any producer, by CAS; never null. */
    private final PaddedReference<Node<E>> newest;

    /** How many elements have been taken, as far as 32 bits go. Written by the consumer. */
    private final PaddedLong taken = new PaddedLong();

    // The consumer's. If there is one at a time but not always the same, they are handed over as the part is.

    /** The next to be taken; null if the line has run out. */
    private final PaddedReference<Node<E>> oldest = new PaddedReference<>(null);

    /**
     * The number of the newest that is, or was, in the line, as far as 32 bits go. Written by the consumer, once in a while: whoever asks
     * for emptiness mostly need not look at the newest element, whose cache lines its producer is writing to.
     */
    private final PaddedLong lined = new PaddedLong();

    /** The newest that is, or was, in the line. */
    private Node<E> seen;

    /** An empty queue. */
    public ArrivalQueue() {
        this(0);
    }

    /** An empty queue whose numbers begin anywhere, for tests of their wrap-around. */
    ArrivalQueue(int start) {
        seen = new Node<>(null);
        seen.number = start;
        newest = new PaddedReference<>(seen);
        taken.setPlain(start);
        lined.setPlain(start);
    }

    /**
     * Adds an element. From any thread; it is there once this has returned, and volatile: a look at another
     * volatile word that follows cannot come before it.
     *
     * @param element the element
     */
    public void add(E element) {
        Node<E> node = new Node<>(element);
        for (; ; ) {
            Node<E> before = top();
            node.next = before;
            node.number = before.number + 1;
            if (newest.compareAndSet(before, node)) return;
        }
    }

    /** Returns the oldest element, which stays until it is polled; null if there is none. Consumer only. */
    public @Nullable E peek() {
        Node<E> node = first();
        return node == null ? null : node.element;
    }

    /** Takes the oldest element, or returns null if there is none. Consumer only. */
    public @Nullable E poll() {
        Node<E> node = first();
        if (node == null) return null;
        E element = node.element;
        oldest.setPlain(node.next);
        // What has been taken is kept by nobody, and keeps nobody: an old node would make its followers grow old.
        node.element = null;
        node.next = null;
        taken.setRelease(taken.getPlain() + 1);
        return element;
    }

    /**
     * Takes the oldest elements, and hands them on one by one: as so many polls, but what is kept of the line is written only
     * once. Consumer only. If this throws, the element that was handed on last stays here, and those behind it.
     *
     * @param max how many at most
     * @param to what takes an element, or throws and does not
     * @return how many
     */
    public int poll(int max, Consumer<? super E> to) {
        Node<E> node = first();
        int polled = 0;
        try {
            for (; polled < max; polled++) {
                if (node == null) node = lineUp();
                if (node == null) break;
                to.accept(node.element());
                Node<E> after = node.next;
                node.element = null; // as above
                node.next = null;
                node = after;
            }
        } finally {
            oldest.setPlain(node);
            taken.setRelease(taken.getPlain() + polled);
        }
        return polled;
    }

    private @Nullable Node<E> first() {
        Node<E> node = oldest.getPlain();
        if (node != null) return node;
        node = lineUp();
        oldest.setPlain(node);
        return node;
    }

    /** Turns the arrivals' links round, and returns the oldest; null if nothing has arrived. */
    private @Nullable Node<E> lineUp() {
        Node<E> top = top();
        Node<E> line = null;
        for (Node<E> node = top; node != seen; ) {
            Node<E> before = node.before();
            node.next = line;
            line = node;
            node = before;
        }
        seen = top;
        lined.setRelease(top.number);
        return line;
    }

    /**
     * Returns whether there is no element; to all but the consumer a hint, but true only if that was so at some time
     * meanwhile.
     */
    public boolean isEmpty() {
        int before = taken();
        if ((int) lined.getOpaque() - before > 0) return false; // perhaps stale, as any other false
        return end() == before;
    }

    /** Returns how many elements have been added, as far as 32 bits go: what {@link #leftUntil} may be asked later. */
    public int end() {
        return top().number;
    }

    /** Returns how many elements have been taken, as far as 32 bits go: counted from the same number as {@link #end}. */
    public int taken() {
        return (int) taken.getVolatile();
    }

    /** Returns how many of the elements that had been added at the time of an {@link #end} have not been taken. */
    public int leftUntil(int end) {
        return Math.max(0, end - taken());
    }

    /** Returns how many elements there are, at least those added before this call and not taken during it. */
    public int size() {
        int before = taken();
        return end() - before;
    }

    @SuppressWarnings("NullAway") // never null
    private Node<E> top() {
        return newest.getVolatile();
    }

    /** An element with its link: to the one that came before it; in the line, to the one that came after. */
    private static final class Node<E> {
        // Plain: published by the CAS of its producer, and the consumer's from its next look on.
        @Nullable
        E element;

        @Nullable
        Node<E> next;

        /** Of its producer, before the CAS; then fixed. Any producer reads it. */
        int number;

        Node(@Nullable E element) {
            this.element = element;
        }

        /** Returns the element; for those that have not been taken. */
        @SuppressWarnings("NullAway")
        E element() {
            return element;
        }

        /** Returns the node before; for those that have arrived after another. */
        @SuppressWarnings("NullAway")
        Node<E> before() {
            return next;
        }
    }
}
