package dev.secretariat.internal;

import java.util.function.Consumer;

/**
 * The policy for objects and arrays that a worker stores references into at each step or fork: they are replaced by
 * fresh ones every few thousand stores, so that the collector finds them young.
 *
 * <p>A generational collector has to learn which old objects refer to young ones. So a reference that is stored into an
 * old object costs the slow path of a barrier: with G1 a full fence, which is more than everything else in a step that
 * does little. Stored into a young object it costs a compare. What is kept for as long as its worker would soon be old.
 *
 * <p>A renewal is for speed only. So where it fails for lack of memory, the old object stays in use: {@link #attempt}.
 */
public final class Renewal {
    /**
     * So many references are stored into one object; a power of two. Often enough that few objects live through as many
     * young collections as make them old; seldom enough that an allocation, and a copy of some hundred slots, is not
     * felt.
     */
    public static final int INTERVAL = 1 << 12;

    private Renewal() {}

    /** Returns whether it is time for a fresh one, as it is every {@link #INTERVAL} stores. */
    public static boolean isDue(long stores) {
        return (stores & (INTERVAL - 1)) == 0;
    }

    /**
     * Makes a fresh one and puts it in the old one's place, unless there is no memory.
     *
     * @param owner who has it
     * @param renewal allocates before it changes anything; a constant, since a lambda that is made when it is called
     *     for may itself find no memory
     */
    public static <T> void attempt(T owner, Consumer<? super T> renewal) {
        try {
            renewal.accept(owner);
        } catch (OutOfMemoryError none) {
            // The old one does as well.
        }
    }
}
