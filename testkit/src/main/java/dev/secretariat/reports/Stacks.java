package dev.secretariat.reports;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Where threads stand, in words. */
public final class Stacks {
    /**
     * The innermost of the user's own: enough to see where a thread stands, and few enough for a report of many
     * threads.
     */
    private static final int MAX_FRAMES = 20;

    private static final String TASK_CELL = "dev.secretariat.spi.TaskCell";

    private Stacks() {}

    /**
     * Returns a thread's stack without the frames of schedulers, and those of whatever has called the test, one line
     * each.
     *
     * @param stack from the innermost call outwards
     */
    public static String inWords(StackTraceElement[] stack) {
        List<String> frames = Arrays.stream(stack)
                .takeWhile(frame -> !isOutside(frame.getClassName()))
                .filter(frame -> !isEngine(frame.getClassName()))
                .limit(MAX_FRAMES)
                .map(Stacks::line)
                .toList();
        return frames.isEmpty() ? "    in the scheduler" : String.join("\n", frames);
    }

    /** Returns a frame without the module and its version, which take more room than the rest. */
    private static String line(StackTraceElement frame) {
        String line = frame.getFileName() == null ? "Unknown Source" : frame.getFileName();
        if (frame.getLineNumber() >= 0) line += ":" + frame.getLineNumber();
        return "    at " + frame.getClassName() + "." + frame.getMethodName() + "(" + line + ")";
    }

    /** Returns whether a scheduler's thread runs no step. */
    public static boolean isIdle(StackTraceElement[] stack) {
        return Arrays.stream(stack).noneMatch(frame -> frame.getClassName().equals(TASK_CELL));
    }

    private static boolean isOutside(String type) {
        return type.startsWith("org.junit.")
                || type.equals("dev.secretariat.simulation.Simulation")
                || type.startsWith("dev.secretariat.testkit.SimulatedInvocation")
                || type.equals("dev.secretariat.testkit.RealRun");
    }

    private static boolean isEngine(String type) {
        return type.contains("$$Lambda")
                || type.matches("dev\\.secretariat\\.\\w+(\\$.*)?")
                || Stream.of(
                                "jdk.internal.",
                                "java.lang.reflect.",
                                "dev.secretariat.spi.",
                                "dev.secretariat.internal.",
                                "dev.secretariat.parallel.",
                                "dev.secretariat.cooperative.",
                                "dev.secretariat.simulation.Simulat")
                        .anyMatch(type::startsWith);
    }
}
