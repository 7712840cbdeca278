package dev.secretariat.testkit;

import dev.secretariat.simulation.Schedule;
import dev.secretariat.simulation.SimulationFailure;
import dev.secretariat.simulation.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Adds to a failure how to repeat it, and where it is drawn. */
final class FailureReport {
    private static final String FOLDER = "secretariat.reports";

    /** A longer schedule goes into a line of its own: shells and terminals are at ease with a command of some lines. */
    private static final int MAX_COMMAND = 2_000;

    /** Most file systems take names of up to 255 bytes; a hash and an ending have to find room, too. */
    private static final int MAX_NAME = 150;

    private FailureReport() {}

    /**
     * Returns the failure with more to say.
     *
     * @param bySeed whether the seed alone repeats it
     */
    static SimulationFailure of(SimulationFailure failure, ExtensionContext context, boolean bySeed) {
        Class<?> type = context.getRequiredTestClass();
        String method = context.getRequiredTestMethod().getName();
        String test = quoted(
                type.getName().replaceFirst("^" + Pattern.quote(type.getPackageName()) + "\\.", "") + "#" + method);
        Schedule schedule = failure.smallest().schedule();
        StringBuilder hint = new StringBuilder("To repeat it:\n");
        hint.append("    mvn test -Dtest=").append(test);
        if (bySeed) {
            hint.append(" -Dsecretariat.seed=").append(failure.run().schedule().seed());
        }
        hint.append('\n');
        if (schedule.toString().length() <= MAX_COMMAND) {
            hint.append("    mvn test -Dtest=").append(test);
            hint.append(" -Dsecretariat.schedule=").append(schedule).append('\n');
        } else {
            hint.append("or, for what is told here, by the schedule\n    ")
                    .append(schedule)
                    .append('\n');
        }
        try {
            Path file = draw(failure, type.getName() + "." + method, context);
            context.publishReportEntry("timeline", file.toString());
            hint.append("Drawn in ").append(file);
        } catch (IOException | RuntimeException e) { // of a path, perhaps; the failure itself must be told
            hint.append("It could not be drawn: ").append(e);
        }
        return failure.withHint(hint.toString());
    }

    private static Path draw(SimulationFailure failure, String test, ExtensionContext context) throws IOException {
        Path folder = context.getConfigurationParameter(FOLDER).map(Path::of).orElseGet(FailureReport::defaultFolder);
        Files.createDirectories(folder);
        Path file = folder.resolve(fileName(test) + ".html");
        return Files.writeString(file, Timeline.page(test, failure.smallest())).toAbsolutePath();
    }

    /** Quotes a nested class: its dollar sign means something to most shells. */
    private static String quoted(String test) {
        return isPlain(test.replace("#", "")) && !test.contains("$") ? test : "'" + test + "'";
    }

    /** Returns a name that every file system takes; other languages than Java have methods of any name. */
    static String fileName(String test) {
        if (isPlain(test) && test.length() <= MAX_NAME) return test;
        String plain = test.substring(0, Math.min(test.length(), MAX_NAME)).replaceAll("[^\\w.$-]", "_");
        return plain + "-" + Integer.toHexString(test.hashCode());
    }

    private static boolean isPlain(String text) {
        return text.matches("[\\w.$-]*");
    }

    /** Returns where the build in use puts its reports. */
    private static Path defaultFolder() {
        return Path.of(Files.isDirectory(Path.of("build")) ? "build" : "target", "simulations");
    }
}
