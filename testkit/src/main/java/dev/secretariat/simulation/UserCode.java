package dev.secretariat.simulation;

import dev.secretariat.Scheduler;
import java.security.CodeSource;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds in a stack trace what is neither the JDK's, nor a test library's, nor this library's. */
final class UserCode {
    private static final String OURS = "dev.secretariat.";

    private UserCode() {}

    /** Returns the line nearest to the failure; null if there is none, as in a failure without a stack trace. */
    static @Nullable StackTraceElement firstLine(Throwable failure) {
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (isUsers(frame.getClassName())) return frame;
        }
        return null;
    }

    private static boolean isUsers(String type) {
        return Stream.of(
                                "java.",
                                "javax.",
                                "jdk.",
                                "sun.",
                                "org.junit.",
                                "org.opentest4j.",
                                "org.assertj.",
                                "org.hamcrest.")
                        .noneMatch(type::startsWith)
                && !(type.startsWith(OURS) && isOurs(type));
    }

    /**
     * Returns whether it is the library's, by where it was loaded from: our own tests and examples are users too, and
     * have names like ours.
     */
    private static boolean isOurs(String type) {
        try {
            CodeSource source = sourceOf(Class.forName(type, false, UserCode.class.getClassLoader()));
            return Objects.equals(source, sourceOf(Scheduler.class))
                    || Objects.equals(source, sourceOf(UserCode.class));
        } catch (ClassNotFoundException | LinkageError notHere) {
            return false;
        }
    }

    private static @Nullable CodeSource sourceOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource();
    }
}
