package dev.secretariat.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Makes handles to fields, in one line each. */
public final class Handles {
    private Handles() {}

    /**
     * The handle of a field of the class that looks it up, with exact invocation: a call whose types do not
     * match fails instead of being slow.
     */
    public static VarHandle field(MethodHandles.Lookup lookup, String name, Class<?> type) {
        try {
            return lookup.findVarHandle(lookup.lookupClass(), name, type).withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
