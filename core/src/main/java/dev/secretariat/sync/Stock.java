package dev.secretariat.sync;

import dev.secretariat.TaskHandle;
import dev.secretariat.internal.Handles;
import dev.secretariat.internal.Touch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A {@link Line}, and what reports are to know of it: a name, and who was granted something last. */
final class Stock {
    private static final VarHandle LATEST = Handles.field(MethodHandles.lookup(), "latest", Request.class);

    final Line line;
    final String name;

    /** The last one that was granted, or null; opaque. Of a mutex, the one that is held. */
    @SuppressWarnings("UnusedVariable") // by its handle
    private @Nullable Request latest;

    Stock(String name, int permits) {
        this.name = name;
        this.line = new Line(permits);
    }

    /** Notes who is granted something: before it can be given back. */
    void granted(Request request) {
        LATEST.setOpaque(this, request);
    }

    /** Has whoever holds something watched, as somebody begins to wait. */
    void watchHolder() {
        Request request = (Request) LATEST.getOpaque(this);
        if (request != null && request.isHeld()) request.watchOwner();
    }

    /** Gives back what a request has held. */
    void takeBack(Request request) {
        if ((Request) LATEST.getOpaque(this) == request) LATEST.setOpaque(this, (Request) null);
        line.give(request.permits);
    }

    /** Returns who holds something, if that is known: a task or a thread. */
    @Nullable
    Object holder() {
        Touch.reads(line);
        Request request = (Request) LATEST.getOpaque(this);
        return request != null && request.isHeld() ? who(request.owner) : null;
    }

    /** Returns the task that holds something, if that is known. */
    @Nullable
    TaskHandle<?> holdingTask() {
        return holder() instanceof TaskHandle<?> task ? task : null;
    }

    private static Object who(Object owner) {
        return owner instanceof Proxy proxy ? proxy.who() : owner;
    }

    /** Returns in words who is meant by {@link Request#owner}. */
    static String describe(Object requested) {
        Object owner = who(requested);
        if (owner instanceof TaskHandle<?> task) return "task '" + task.name() + "'";
        return owner instanceof Thread thread ? "thread '" + thread.getName() + "'" : String.valueOf(owner);
    }

    @Override
    public String toString() {
        Object holder = holder();
        return holder == null ? name : name + ", held by " + describe(holder);
    }
}
