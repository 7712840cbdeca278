package dev.secretariat.internal;

import org.jspecify.annotations.Nullable;

/** What users' objects and classes say of themselves, for reports and messages: whatever they do, there is a text. */
public final class Texts {
    private Texts() {}

    /** Returns what {@code toString()} says, or, if that throws, the name of the class. */
    public static String of(@Nullable Object object) {
        try {
            return String.valueOf(object);
        } catch (Throwable failure) {
            return object == null ? "null" : "a " + object.getClass().getName() + ", whose toString() throws";
        }
    }

    /**
     * Returns what {@code getSimpleName()} says. It throws where the class around it cannot be loaded, as in code that
     * was shrunk; then it is what comes last in the full name.
     */
    public static String simpleName(Class<?> type) {
        try {
            return type.getSimpleName();
        } catch (Throwable failure) {
            return lastOf(type.getName());
        }
    }

    /** Returns what comes behind the last dot or dollar of a class's full name. */
    public static String lastOf(String className) {
        return className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
    }
}
