package dev.secretariat.internal;

/** What reports call a task that was submitted without a name. Never throws. */
public final class TaskNames {
    private static final String LAMBDA = "$$Lambda";

    /** How many nested compositions a name tells: there may be thousands. */
    private static final int MAX_DEPTH = 3;

    /** A fiber names its thread when it begins, so the same names are asked for often. Keeps no class from being unloaded. */
    private static final ClassValue<String> OF_CLASSES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return make(type);
        }
    };

    private TaskNames() {}

    /**
     * Returns what a task is named after: an object that keeps little, from which {@link #of(Object)} makes the name.
     * Asked at each end of a task, which has to come also where no memory is left: then it is the task's own class.
     */
    public static Object sourceOf(Object task) {
        if (!(task instanceof MadeTask)) return task.getClass(); // most: small enough to be compiled into each end
        try {
            return originOf(task);
        } catch (OutOfMemoryError none) {
            return task.getClass();
        }
    }

    private static Object originOf(Object task) {
        Object origin = task;
        StringBuilder how = null;
        for (int depth = 0; origin instanceof MadeTask made; origin = made.madeOf()) {
            if (made.how() == null) continue;
            if (how == null) how = new StringBuilder();
            if (depth < MAX_DEPTH) how.insert(0, '.' + made.how());
            else if (depth == MAX_DEPTH) how.insert(0, ".…");
            depth++;
        }
        Object source = origin instanceof String || origin instanceof Class ? origin : origin.getClass();
        return how == null ? source : new Made(source, how.toString());
    }

    /** Returns the name that a source stands for; {@code Phone.map} for a task that map() has made of a Phone. */
    public static String of(Object source) {
        if (source instanceof Made made) return of(made.of) + made.how;
        return source instanceof Class<?> type ? of(type) : (String) source;
    }

    private record Made(Object of, String how) {}

    /**
     * Returns the name of a class: {@code Phone} for a class, {@code Phone.lambda} for a lambda or anonymous class
     * within it.
     */
    public static String of(Class<?> type) {
        return OF_CLASSES.get(type);
    }

    private static String make(Class<?> type) {
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
