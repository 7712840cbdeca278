package dev.secretariat.sync;

import dev.secretariat.TaskHandle;
import dev.secretariat.Waker;
import dev.secretariat.internal.WaitNode;
import dev.secretariat.internal.WaiterList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A child of a scope, which is woken at its end; where somebody else serves then, it is the message of that. */
final class Child<T extends @Nullable Object> extends WaitNode implements Waker, Message {
    private final Siblings<T> siblings;

    /** Set by the owner before anybody is told of the child. */
    @Nullable
    TaskHandle<? extends T> handle;

    private @Nullable Message before;

    // Of the server: see ChildList. Once failed, older is one that has failed before it.
    @Nullable
    Child<T> older;

    @Nullable
    Child<T> younger;

    Child(Siblings<T> siblings) {
        this.siblings = siblings;
    }

    /** Those that it belongs to. */
    interface Siblings<T extends @Nullable Object> {
        /** Takes in that a child has ended, on any thread. */
        void ends(Child<T> child);

        /** Takes in that a child has ended, on the server. */
        void ended(Child<T> child);
    }

    TaskHandle<? extends T> handle() {
        return Objects.requireNonNull(handle);
    }

    /** Called once. */
    @Override
    public void wake() {
        siblings.ends(this);
    }

    @Override
    protected @Nullable Object home() {
        return null;
    }

    /** Registered once: with its handle. */
    @Override
    protected boolean joins(WaiterList list) {
        return true;
    }

    @Override
    public void follow(@Nullable Message other) {
        before = other;
    }

    @Override
    public @Nullable Message before() {
        return before;
    }

    @Override
    public void read() {
        siblings.ended(this);
    }
}
