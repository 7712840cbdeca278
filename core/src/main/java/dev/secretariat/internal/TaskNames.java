package dev.secretariat.internal;

/** What reports call a task that was submitted without a name. Never throws. */
public final class TaskNames {
    private static final String LAMBDA = "$$Lambda";

    private TaskNames() {}

    /** {@code Phone} for a class, {@code Phone.lambda} for a lambda or anonymous class within it. */
    public static String of(Class<?> type) {
        String name = type.getName();
        int lambda = name.indexOf(LAMBDA);
        if (lambda >= 0) return Texts.lastOf(name.substring(0, lambda)) + ".lambda";
        try {
            Class<?> outer = type.getEnclosingClass();
            if (type.isAnonymousClass() && outer != null) return Texts.simpleName(outer) + ".anonymous";
        } catch (Throwable missing) { // the class around it, in code that was shrunk
            return Texts.lastOf(name);
        }
        return Texts.simpleName(type);
    }
}
