package dev.secretariat.examples;

import dev.secretariat.Ticker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.examples.command.OutputFile;
import dev.secretariat.examples.paperwork.Pace;
import dev.secretariat.examples.stories.Day;
import dev.secretariat.examples.stories.DayStory;
import dev.secretariat.examples.stories.PaperworkStory;
import dev.secretariat.examples.stories.SteadyTicker;
import dev.secretariat.examples.timeline.Backlog;
import dev.secretariat.examples.timeline.Narrator;
import dev.secretariat.examples.timeline.Telling;
import dev.secretariat.examples.timeline.TimelinePage;
import dev.secretariat.examples.workday.UnreadableWorkdayException;
import dev.secretariat.examples.workday.Workday;
import dev.secretariat.examples.workday.WorkdayReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Lives a secretary's workday in several ways, and tells and draws what comes of it. */
final class Stories {
    /** Nobody waits for anybody there, so that a minute may be shorter. */
    private static final int FASTER_PAPERWORK = 2;

    private static final String OWN_WORKDAY = "workday.csv";

    private final Options options;
    private final PrintStream out;
    private final Duration minute;

    Stories(Options options, PrintStream out, Duration minute) {
        this.options = options;
        this.out = out;
        this.minute = minute;
    }

    void tellAll() throws UnreadableWorkdayException, IOException, InterruptedException {
        Workday workday = workday();
        OutputFile.requireWritable(options.html);
        Report report = new Report(out);
        report.begin(source(), workday, minute);
        List<Telling> tellings = new ArrayList<>();
        for (DayStory story : options.only(DayStory.class)) {
            report.begin(story);
            Telling telling = tell(story, workday);
            report.end(telling, tellings);
            tellings.add(telling);
        }
        List<Backlog> backlogs = new ArrayList<>();
        for (PaperworkStory story : options.only(PaperworkStory.class)) {
            report.begin(story);
            Backlog backlog = work(story, workday, report);
            report.end(backlog);
            backlogs.add(backlog);
        }
        Files.writeString(options.html, TimelinePage.of(source(), tellings, backlogs, Report.CLOSING));
        report.end(options.html);
    }

    private Backlog work(PaperworkStory story, Workday workday, Report report) throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        Pace pace = Pace.calibrate(minute.dividedBy(FASTER_PAPERWORK), Ticker.system());
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
        return options.workday != null ? options.workday.toString() : "the examples’ own " + OWN_WORKDAY;
    }

    private Workday workday() throws UnreadableWorkdayException, IOException {
        if (options.workday != null) return WorkdayReader.read(options.workday);
        try (InputStream own = Main.class.getResourceAsStream(OWN_WORKDAY)) {
            return WorkdayReader.read(
                    OWN_WORKDAY, Objects.requireNonNull(own, OWN_WORKDAY).readAllBytes());
        }
    }
}
