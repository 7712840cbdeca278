package dev.secretariat.sync;

import dev.secretariat.internal.Handles;
import dev.secretariat.internal.Touch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A variable that several tasks share, and whose every read and write a simulation sees. Otherwise it is a volatile field, and costs what that costs.
 *
 * <pre>{@code
 * private final Shared<Integer> balance = new Shared<>("balance", 100);
 *
 * int before = balance.get();     // the table of a simulation: reads balance: 100
 * balance.set(before - 30);       //                            writes balance: 70
 * }</pre>
 *
 * <p>What a simulation makes of that: in fibers, others may come in between before each read and write; values in its reports; a report of accesses that nothing has put in order; and, where all that tasks have in common is in
 * such variables and in the primitives of this library, a search that tries each order only once among those that nobody can tell apart.
 *
 * <p>Thread-safe. What was done before a write happens-before whatever reads what was written, or what came after it. No method blocks. The value itself should not
 * change: what happens inside an object that is kept here, nobody sees.
 *
 * @param <T> the type of the value
 */
public final class Shared<T extends @Nullable Object> {
    private static final VarHandle VALUE = Handles.field(MethodHandles.lookup(), "value", Object.class);

    private final @Nullable String name;
    private volatile @Nullable Object value;

    /**
     * Creates a variable without a name; reports number it.
     *
     * @param value the first value; what is done before happens-before what is done with it by others, if they are given the variable in some safe way
     */
    public Shared(T value) {
        this.name = null;
        this.value = value;
        Touch.creates(this);
    }

    /**
     * Creates a variable.
     *
     * @param name what reports call it
     * @param value the first value
     */
    public Shared(String name, T value) {
        this.name = Objects.requireNonNull(name, "name");
        this.value = value;
        Touch.creates(this);
    }

    /** Returns what reports call it; null if it was given no name. */
    public @Nullable String name() {
        return name;
    }

    /** Returns the value. */
    public T get() {
        Touch.approaches();
        Touch.reads(this);
        return cast(value);
    }

    /**
     * Sets the value.
     *
     * @param next the next one
     */
    public void set(T next) {
        Touch.approaches();
        value = next;
        Touch.writes(this);
    }

    /**
     * Sets the value, and returns the one before, at once.
     *
     * @param next the next one
     */
    public T getAndSet(T next) {
        Touch.approaches();
        Object before = (@Nullable Object) VALUE.getAndSet(this, (@Nullable Object) next);
        Touch.updates(this);
        return cast(before);
    }

    /**
     * Sets the value, at once, if it is the expected one: equal to it, not necessarily the same object.
     *
     * @param expected the value that it must have
     * @param next the next one
     * @return whether it was set
     */
    public boolean compareAndSet(T expected, T next) {
        Touch.approaches();
        for (; ; ) {
            Object now = value;
            if (!Objects.equals(now, expected)) {
                Touch.reads(this);
                return false;
            }
            if (!VALUE.compareAndSet(this, now, (@Nullable Object) next)) continue;
            Touch.updates(this);
            return true;
        }
    }

    /**
     * Changes the value, at once.
     *
     * @param change makes the next value of the one before; it may be called several times, so it should do nothing else
     * @return the next value
     */
    public T updateAndGet(UnaryOperator<T> change) {
        Objects.requireNonNull(change, "change");
        Touch.approaches();
        for (; ; ) {
            Object now = value;
            T next = change.apply(cast(now));
            if (!VALUE.compareAndSet(this, now, (@Nullable Object) next)) continue;
            Touch.updates(this);
            return next;
        }
    }

    /**
     * Changes the value, at once.
     *
     * @param change makes the next value of the one before; it may be called several times, so it should do nothing else
     * @return the value before
     */
    public T getAndUpdate(UnaryOperator<T> change) {
        Objects.requireNonNull(change, "change");
        Touch.approaches();
        for (; ; ) {
            Object now = value;
            T before = cast(now);
            if (!VALUE.compareAndSet(this, now, (@Nullable Object) change.apply(before))) continue;
            Touch.updates(this);
            return before;
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // only values are stored, null among them only if T says so
    private T cast(@Nullable Object stored) {
        return (T) stored;
    }

    /** Returns the name and the value; not seen by simulations. */
    @Override
    public String toString() {
        return (name == null ? "shared" : name) + ": " + value;
    }
}
