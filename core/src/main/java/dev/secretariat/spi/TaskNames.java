package dev.secretariat.spi;

/** What reports call a task that was submitted without a name. */
final class TaskNames {
    private static final String LAMBDA = "$$Lambda";

    private TaskNames() {}

    /** {@code Phone} for a class, {@code Phone.lambda} for a lambda or anonymous class within it. */
    static String of(Class<?> type) {
        String name = type.getName();
        int lambda = name.indexOf(LAMBDA);
        if (lambda >= 0) return simple(name.substring(0, lambda)) + ".lambda";
        Class<?> outer = type.getEnclosingClass();
        if (type.isAnonymousClass() && outer != null) return outer.getSimpleName() + ".anonymous";
        return type.getSimpleName();
    }

    private static String simple(String name) {
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }
}
