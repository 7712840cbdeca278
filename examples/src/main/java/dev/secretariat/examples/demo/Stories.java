package dev.secretariat.examples.demo;

import dev.secretariat.Ticker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.examples.command.OutputFile;
import dev.secretariat.examples.demo.paperwork.Pace;
import dev.secretariat.examples.demo.stories.Day;
import dev.secretariat.examples.demo.stories.DayStory;
import dev.secretariat.examples.demo.stories.PaperworkStory;
import dev.secretariat.examples.demo.stories.SteadyTicker;
import dev.secretariat.examples.demo.stories.Story;
import dev.secretariat.examples.demo.timeline.Backlog;
import dev.secretariat.examples.demo.timeline.Narrator;
import dev.secretariat.examples.demo.timeline.Telling;
import dev.secretariat.examples.demo.timeline.TimelinePage;
import dev.secretariat.examples.demo.workday.UnreadableWorkdayException;
import dev.secretariat.examples.demo.workday.Workday;
import dev.secretariat.examples.demo.workday.WorkdayReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs the stories, and prints and draws what comes of them. */
public final class Stories {
    /** How many times shorter a minute of paperwork is: nobody waits for anybody there. */
    private static final int PAPERWORK_SPEED_UP = 2;

    private static final String OWN_WORKDAY = "workday.csv";

    private final @Nullable Path file;
    private final Path html;
    private final List<Story> chosen;
    private final PrintStream out;
    private final Duration minute;

    /**
     * Prepares to tell stories.
     *
     * @param file the workday; null for the one that comes with the examples
     * @param html where to draw the timelines
     * @param chosen the stories to tell
     * @param out where to print
     * @param minute how long a minute of the day takes
     */
    public Stories(@Nullable Path file, Path html, List<Story> chosen, PrintStream out, Duration minute) {
        this.file = file;
        this.html = html;
        this.chosen = chosen;
        this.out = out;
        this.minute = minute;
    }

    /**
     * Tells the stories, and writes the page.
     *
     * @throws UnreadableWorkdayException if the workday has mistakes
     * @throws IOException if the page cannot be written
     * @throws InterruptedException if the calling thread is interrupted
     */
    public void tellAll() throws UnreadableWorkdayException, IOException, InterruptedException {
        Workday workday = workday();
        OutputFile.requireWritable(html);
        Report report = new Report(out);
        report.begin(source(), workday, minute);
        List<Telling> tellings = new ArrayList<>();
        for (DayStory story : only(DayStory.class)) {
            report.begin(story);
            Telling telling = tell(story, workday);
            report.end(telling, tellings);
            tellings.add(telling);
        }
        List<Backlog> backlogs = new ArrayList<>();
        for (PaperworkStory story : only(PaperworkStory.class)) {
            report.begin(story);
            Backlog backlog = work(story, workday, report);
            report.end(backlog);
            backlogs.add(backlog);
        }
        Files.writeString(html, TimelinePage.of(source(), tellings, backlogs, Report.CLOSING));
        report.end(html);
    }

    /** Returns the chosen stories of one kind. */
    private <S extends Story> List<S> only(Class<S> kind) {
        return chosen.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private Backlog work(PaperworkStory story, Workday workday, Report report) throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        Pace pace = Pace.calibrate(minute.dividedBy(PAPERWORK_SPEED_UP), Ticker.system());
        report.begin(cores, pace);
        return new Backlog(story, cores, story.work(workday, pace));
    }

    private Telling tell(DayStory story, Workday workday) throws InterruptedException {
        story.warmUp();
        CooperativeScheduler.Builder settings =
                CooperativeScheduler.builder().name("town").ticker(new SteadyTicker());
        try (CooperativeScheduler town = settings.start()) {
            Day day = Day.begin(workday, town, minute, new Narrator(out::println, story.secretaries()));
            story.live(day);
            return Telling.of(story, workday, day.events());
        }
    }

    private String source() {
        return file != null ? file.toString() : "the examples’ own " + OWN_WORKDAY;
    }

    private Workday workday() throws UnreadableWorkdayException, IOException {
        if (file != null) return WorkdayReader.read(file);
        try (InputStream own = Stories.class.getResourceAsStream(OWN_WORKDAY)) {
            return WorkdayReader.read(
                    OWN_WORKDAY, Objects.requireNonNull(own, OWN_WORKDAY).readAllBytes());
        }
    }
}
