package dev.secretariat.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Makes handles to fields, in one line each. */
public final class Handles {
    private Handles() {}

    /**
     * Returns the handle of a field of the class that looks it up, with exact invocation: a call whose types do not
     * match fails instead of being slow.
     */
    public static VarHandle field(MethodHandles.Lookup lookup, String name, Class<?> type) {
        return field(lookup, lookup.lookupClass(), name, type);
    }

    /** As {@link #field(MethodHandles.Lookup, String, Class)}, of a superclass. */
    static VarHandle field(MethodHandles.Lookup lookup, Class<?> owner, String name, Class<?> type) {
        try {
            return lookup.findVarHandle(owner, name, type).withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
