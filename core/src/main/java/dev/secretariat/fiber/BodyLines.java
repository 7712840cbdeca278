package dev.secretariat.fiber;

import org.jspecify.annotations.Nullable;

/** Finds, for reports, the line of a body that it stands at. */
final class BodyLines {
    private static final String HERE = "dev.secretariat.fiber.";

    private BodyLines() {}

    /** Returns the innermost line that is neither of the JDK nor of what carries the body; null if there is none. */
    static @Nullable StackTraceElement innermost(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (!isCarriers(frame.getClassName())) return frame;
        }
        return null;
    }

    /** As {@link #innermost}, in words. */
    static String place(Thread thread) {
        StackTraceElement line = innermost(thread);
        return line == null ? "a place unknown" : line.toString();
    }

    private static boolean isCarriers(String type) {
        if (type.startsWith(HERE)) return type.indexOf('.', HERE.length()) < 0 && isOurs(type);
        return type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.");
    }

    /** Tests of this package are users of it. */
    private static boolean isOurs(String type) {
        String name = type.substring(HERE.length());
        int inner = name.indexOf('$');
        String outer = inner < 0 ? name : name.substring(0, inner);
        return !outer.endsWith("Test");
    }
}
