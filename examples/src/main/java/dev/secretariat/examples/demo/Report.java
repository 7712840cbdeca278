package dev.secretariat.examples.demo;

import dev.secretariat.examples.demo.paperwork.Pace;
import dev.secretariat.examples.demo.paperwork.Shift;
import dev.secretariat.examples.demo.stories.Caller;
import dev.secretariat.examples.demo.stories.Story;
import dev.secretariat.examples.demo.timeline.Backlog;
import dev.secretariat.examples.demo.timeline.Figures;
import dev.secretariat.examples.demo.timeline.Telling;
import dev.secretariat.examples.demo.workday.Workday;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Prints what stands around the stories. */
final class Report {
    static final String CLOSING =
            "Concurrency is more than one task in progress, divided into pieces that take turns. It is"
                    + " logistics, and one secretary is enough for it. Parallelism is more than one task executed"
                    + " in the same instant: it takes several secretaries, and as many cores. The tasks are"
                    + " the same, for work must be organised into tasks before it can be done at once.";

    private static final int WIDTH = 78;

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void begin(String source, Workday workday, Duration minute) {
        out.printf("The secretary's workday, from %s%n", source);
        out.printf(
                "%d calls, %d appointments. Callers let it ring for %d minutes. A minute takes %.3g ms.%n",
                workday.calls().size(), workday.appointments().size(), Caller.PATIENCE, minute.toNanos() / 1e6);
    }

    void begin(Story story) {
        out.printf("%n%s%n%s%n%n", story.title(), "=".repeat(story.title().length()));
        printWrapped(story.lesson());
        out.println();
    }

    void end(Telling telling, List<Telling> earlier) {
        out.println();
        Figures.of(telling).named().forEach((name, figure) -> out.printf("  %-24s %s%n", name, figure));
        earlier.stream()
                .filter(it -> it.served().equals(telling.served()))
                .findFirst()
                .ifPresent(same -> out.printf(
                        "  served the same people as \"%s\"%n", same.story().title()));
    }

    void begin(int cores, Pace pace) {
        String have = cores == 1 ? "1 core" : cores + " cores";
        out.printf(
                "This machine has %s for this program. A page of paperwork is a minute's computing, here %.3g ms.%n",
                have, pace.minuteNanos() / 1e6);
    }

    void end(Backlog backlog) {
        out.printf("  %s%n", backlog.legend());
        for (Shift shift : backlog.shifts()) {
            out.printf("%n  %s%n", shift.plan().title());
            for (String line : backlog.lines(shift)) out.printf("    %s%n", line);
        }
        out.printf("%n  %-27s", "");
        Map<String, String> header = backlog.figures(backlog.shifts().get(0));
        header.keySet().forEach(name -> out.printf("%17s", name));
        out.println();
        for (Shift shift : backlog.shifts()) {
            out.printf("  %-27s", shift.plan().title());
            backlog.figures(shift).values().forEach(figure -> out.printf("%17s", figure));
            out.println();
        }
        out.println();
        printWrapped(backlog.explanation());
    }

    void end(Path html) {
        out.println();
        printWrapped(CLOSING);
        out.printf("%nThe timelines are in %s%n", html.toAbsolutePath());
    }

    private void printWrapped(String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() > WIDTH) {
                out.println(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(word).append(' ');
        }
        out.println(line.toString().stripTrailing());
    }
}
