package dev.secretariat.testkit;

import dev.secretariat.simulation.Schedule;
import dev.secretariat.simulation.SimulationFailure;
import dev.secretariat.simulation.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Adds to a failure how to repeat it, and where it is drawn. */
final class FailureReport {
    private static final String FOLDER = "secretariat.reports";
    private static final int LONGEST_LINE = 2_000;

    private FailureReport() {}

    static SimulationFailure of(SimulationFailure failure, ExtensionContext context) {
        String test = context.getRequiredTestClass().getSimpleName() + "#"
                + context.getRequiredTestMethod().getName();
        Schedule schedule = failure.smallest().schedule();
        StringBuilder hint = new StringBuilder("To repeat it:\n");
        hint.append("    mvn test -Dtest=").append(test);
        hint.append(" -Dsecretariat.seed=")
                .append(failure.run().schedule().seed())
                .append('\n');
        if (schedule.toString().length() <= LONGEST_LINE) {
            hint.append("    mvn test -Dtest=").append(test);
            hint.append(" -Dsecretariat.schedule=").append(schedule).append('\n');
        }
        try {
            Path file = draw(failure, test, context);
            context.publishReportEntry("timeline", file.toString());
            hint.append("Drawn in ").append(file);
        } catch (IOException e) {
            hint.append("It could not be drawn: ").append(e);
        }
        return failure.withHint(hint.toString());
    }

    private static Path draw(SimulationFailure failure, String test, ExtensionContext context) throws IOException {
        Path folder = context.getConfigurationParameter(FOLDER).map(Path::of).orElseGet(FailureReport::defaultFolder);
        Files.createDirectories(folder);
        Path file = folder.resolve(test.replace('#', '.') + ".html");
        return Files.writeString(file, Timeline.page(test, failure.smallest())).toAbsolutePath();
    }

    /** Where the build in use puts its reports. */
    private static Path defaultFolder() {
        return Path.of(Files.isDirectory(Path.of("build")) ? "build" : "target", "simulations");
    }
}
