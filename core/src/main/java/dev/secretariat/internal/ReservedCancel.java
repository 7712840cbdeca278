package dev.secretariat.internal;

/** A handle, for whoever cancels several tasks by one call: that one has made sure of the stack for all of them. */
public interface ReservedCancel {
    /** Cancels the task as the handle's {@code cancel()} does, but asks for no stack. */
    boolean cancelReserved();
}
