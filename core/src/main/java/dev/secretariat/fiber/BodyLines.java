package dev.secretariat.fiber;

import dev.secretariat.internal.Touch;
import dev.secretariat.internal.Turns;
import java.util.Arrays;

/** Finds, for reports, where a body stands: its thread's frames without those of the JDK, of the primitives it waits at, and of the carrier. */
final class BodyLines {
    private static final String CARRIER = "dev.secretariat.fiber.";
    private static final String PRIMITIVES = "dev.secretariat.sync.";
    private static final String TURNS = Turns.class.getName();
    private static final String TOUCH = Touch.class.getName();

    private BodyLines() {}

    /** Returns the frames from the innermost of the body's own on; empty if there is none. */
    static StackTraceElement[] of(Thread thread) {
        StackTraceElement[] all = thread.getStackTrace();
        int from = innermost(all);
        int to = from;
        while (to < all.length && !isCarriers(all[to])) to++;
        return Arrays.copyOfRange(all, from, to);
    }

    /** Returns the method of the JDK that the body has called, and blocks in; in words. */
    static String blocking(Thread thread) {
        StackTraceElement[] all = thread.getStackTrace();
        int from = innermost(all);
        if (from == 0 || from == all.length) return "a monitor";
        String type = all[from - 1].getClassName();
        return type.substring(type.lastIndexOf('.') + 1) + '.' + all[from - 1].getMethodName();
    }

    private static int innermost(StackTraceElement[] all) {
        int at = 0;
        while (at < all.length && (isCarriers(all[at]) || isJdks(all[at]) || isOf(PRIMITIVES, all[at]))) at++;
        return at;
    }

    private static boolean isJdks(StackTraceElement frame) {
        String type = frame.getClassName();
        return type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.");
    }

    private static boolean isCarriers(StackTraceElement frame) {
        String type = frame.getClassName();
        return type.equals(TURNS) || type.equals(TOUCH) || isOf(CARRIER, frame);
    }

    /** Returns whether a frame is of that package, and not of a test there, whose bodies are users'. */
    private static boolean isOf(String prefix, StackTraceElement frame) {
        String type = frame.getClassName();
        if (!type.startsWith(prefix)) return false;
        int end = type.indexOf('$');
        String outer = end < 0 ? type : type.substring(0, end);
        return outer.indexOf('.', prefix.length()) < 0 && !outer.endsWith("Test");
    }
}
