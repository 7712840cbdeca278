package dev.secretariat.history;

/**
 * How an object that several clients use at once resembles one whose operations come one after the other. Each constant is a condition
 * for an order of the operations that the {@link Model} allows: the same answers, from the initial state on. It is enough that there is
 * one such order.
 *
 * <p>Whichever it is, an operation that was not answered may be in the order, with any result, at any place after
 * those that must come before it; or not be in it. One that is known to have had no effect is not.
 */
public enum Consistency {
    /**
     * Of two operations, the one that was answered before the other was called comes first. So each takes effect at once, at some moment
     * between its call and its return. An object is linearizable if its parts are.
     * (Herlihy and Wing, Linearizability: a correctness condition for concurrent objects, 1990.)
     */
    LINEARIZABLE("linearizable"),

    /**
     * Of two operations <em>of the same client</em>, the one that was answered before the other was called comes first. What one client sees
     * may be late beside what others do. An object whose parts are sequentially consistent need not be.
     * (Lamport, How to make a multiprocessor computer that correctly executes multiprocess programs, 1979.)
     */
    SEQUENTIAL("sequentially consistent"),

    /**
     * Two operations come in the order of their calls if the object was quiescent in between: if at some moment after the one and before
     * the other no call had begun and not ended. Those of one client may change places, too. A call that is never answered has never
     * ended, so that after it nothing has to come in order; one without effect delays quiescence until it has ended.
     * (Aspnes, Herlihy and Shavit, Counting networks, 1994; Herlihy and Shavit, The Art of Multiprocessor Programming, 2008, 3.3.)
     */
    QUIESCENT("quiescently consistent");

    private final String words;

    Consistency(String words) {
        this.words = words;
    }

    String inWords() {
        return words;
    }
}
