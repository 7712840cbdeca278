package dev.secretariat.tck;

import dev.secretariat.Awaitable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fresh awaitable, whose condition does not hold, and how the kit makes it hold; see {@link AwaitableTck#create}.
 *
 * <pre>{@code
 * Pipe<String> pipe = new Pipe<>(1);
 * return Subject.wakesOne(pipe.readable(), () -> pipe.offer("a letter"), pipe::poll);
 * }</pre>
 */
public final class Subject {
    private final Awaitable awaitable;
    private final Runnable event;
    private final @Nullable Runnable undo;
    private final boolean wakesOne;

    private Subject(Awaitable awaitable, Runnable event, @Nullable Runnable undo, boolean wakesOne) {
        this.awaitable = Objects.requireNonNull(awaitable, "awaitable");
        this.event = Objects.requireNonNull(event, "event");
        this.undo = undo;
        this.wakesOne = wakesOne;
    }

    /**
     * Describes an awaitable of which an event wakes all who wait.
     *
     * @param awaitable what is tested
     * @param event makes its condition hold, and has done so when it returns; called on any thread. Wakes may come later
     */
    public static Subject wakesAll(Awaitable awaitable, Runnable event) {
        return new Subject(awaitable, event, null, false);
    }

    /**
     * Describes an awaitable of which each event wakes one who waits.
     *
     * @param awaitable what is tested
     * @param event makes its condition hold, and has done so when it returns; called on any thread. Wakes may come later
     * @param undo makes the condition false again, as whoever was woken does: takes the letter, or the lock
     */
    public static Subject wakesOne(Awaitable awaitable, Runnable event, Runnable undo) {
        return new Subject(awaitable, event, Objects.requireNonNull(undo, "undo"), true);
    }

    /**
     * Adds how the condition is made false again, to one that wakes all, too.
     *
     * @param how called on any thread
     */
    public Subject undoneBy(Runnable how) {
        return new Subject(awaitable, event, Objects.requireNonNull(how, "how"), wakesOne);
    }

    /** Returns what is tested. */
    public Awaitable awaitable() {
        return awaitable;
    }

    /** Returns whether each event wakes one; otherwise all. */
    public boolean isWakingOne() {
        return wakesOne;
    }

    void event() {
        event.run();
    }

    boolean canUndo() {
        return undo != null;
    }

    void undo() {
        if (undo != null) undo.run();
    }
}
