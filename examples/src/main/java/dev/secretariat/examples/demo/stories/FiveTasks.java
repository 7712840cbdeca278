package dev.secretariat.examples.demo.stories;

import dev.secretariat.Scheduler;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.examples.demo.paperwork.Pace;
import dev.secretariat.examples.demo.paperwork.Paperwork;
import dev.secretariat.examples.demo.paperwork.Plan;
import dev.secretariat.examples.demo.paperwork.Shift;
import dev.secretariat.examples.demo.paperwork.Timesheet;
import dev.secretariat.examples.demo.paperwork.Tray;
import dev.secretariat.examples.demo.workday.Workday;
import dev.secretariat.parallel.ParallelScheduler;
import java.util.List;
import java.util.stream.IntStream;

/** What one, two and five secretaries make of five hours of computing. */
public final class FiveTasks implements PaperworkStory {
    private static final int TASKS = 5;
    private static final int HOUR = 60;
    private static final int ALL = TASKS * HOUR;

    @Override
    public String name() {
        return "five-tasks";
    }

    @Override
    public String title() {
        return "Five tasks of sixty minutes";
    }

    @Override
    public String lesson() {
        return "One secretary needs three hundred minutes, however the tasks alternate. Two need one hundred"
                + " and eighty, if each sees through what she has begun, and less if they take pages from each"
                + " other. Five need sixty, if each has a core.";
    }

    @Override
    public List<Shift> work(Workday workday, Pace pace) throws InterruptedException {
        return List.of(
                one(new Plan("One secretary, alternating", 1, ALL, ALL), pace),
                several(new Plan("Two, each task in one go", 2, ALL, 3 * HOUR), HOUR, pace),
                several(new Plan("Two, alternating", 2, ALL, ALL / 2), 1, pace),
                several(new Plan("Five", 5, ALL, HOUR), 1, pace));
    }

    private static Shift one(Plan plan, Pace pace) throws InterruptedException {
        try (Scheduler office = CooperativeScheduler.create()) {
            return shift(plan, office, 1, pace);
        }
    }

    private static Shift several(Plan plan, int pagesAtOnce, Pace pace) throws InterruptedException {
        try (Scheduler office =
                ParallelScheduler.builder().workers(plan.secretaries()).start()) {
            return shift(plan, office, pagesAtOnce, pace);
        }
    }

    private static Shift shift(Plan plan, Scheduler office, int pagesAtOnce, Pace pace) throws InterruptedException {
        Timesheet timesheet = new Timesheet(pace);
        List<Paperwork> tasks = IntStream.rangeClosed(1, TASKS)
                .mapToObj(number -> new Paperwork("task " + number, new Tray(), pagesAtOnce, timesheet))
                .toList();
        for (Paperwork task : tasks) task.tray().fill(HOUR);
        return timesheet.measure(plan, office, tasks);
    }

    @Override
    public String explanation(int cores, List<Shift> shifts) {
        return "A core does one thing at a time: three hundred minutes of computing keep one core busy for"
                + " three hundred minutes, whoever does them. Alternating makes nobody faster. "
                + (cores < TASKS ? tooFew(cores) : "Here each of the five has a core of her own.");
    }

    private static String tooFew(int cores) {
        String shared = cores == 1 ? "one core" : cores + " cores";
        return "Here five secretaries share " + shared + ", and the operating system has them take turns, as one"
                + " secretary does with her tasks. All look busy, but they cannot be done before minute "
                + ((ALL + cores - 1) / cores) + ". As many secretaries as cores would be done as early.";
    }
}
