package dev.secretariat.examples.demo.stories;

import dev.secretariat.Scheduler;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.examples.demo.paperwork.Pace;
import dev.secretariat.examples.demo.paperwork.Paperwork;
import dev.secretariat.examples.demo.paperwork.Plan;
import dev.secretariat.examples.demo.paperwork.Shift;
import dev.secretariat.examples.demo.paperwork.Timesheet;
import dev.secretariat.examples.demo.paperwork.Tray;
import dev.secretariat.examples.demo.workday.Entry;
import dev.secretariat.examples.demo.workday.Workday;
import dev.secretariat.parallel.ParallelScheduler;
import java.util.List;

/** The very same task objects, first on one thread, then on two. */
public final class OneBecomesTwo implements PaperworkStory {
    @Override
    public String name() {
        return "one-becomes-two";
    }

    @Override
    public String title() {
        return "One becomes two";
    }

    @Override
    public String lesson() {
        return "What was said on the day is written up, a page a minute, and so are the accounts. That is two"
                + " tasks. On Monday one secretary has them; on Tuesday two have the very same task objects."
                + " Only the scheduler is another one.";
    }

    @Override
    public List<Shift> work(Workday workday, Pace pace) throws InterruptedException {
        int pages = workday.entries().stream().mapToInt(Entry::minutes).sum();
        Plan monday = new Plan("Monday, one secretary", 1, 2 * pages, 2 * pages);
        Plan tuesday = new Plan("Tuesday, two secretaries", 2, 2 * pages, pages);

        Timesheet timesheet = new Timesheet(pace);
        Paperwork letters = new Paperwork("letters", new Tray(), 1, timesheet);
        Paperwork accounts = new Paperwork("accounts", new Tray(), 1, timesheet);
        List<Paperwork> tasks = List.of(letters, accounts); // made once

        fill(tasks, pages);
        Shift cooperative;
        try (Scheduler office = CooperativeScheduler.create()) {
            cooperative = timesheet.measure(monday, office, tasks);
        }

        fill(tasks, pages);
        Shift parallel;
        try (Scheduler office = ParallelScheduler.builder().workers(2).start()) {
            parallel = timesheet.measure(tuesday, office, tasks);
        }
        return List.of(cooperative, parallel);
    }

    private static void fill(List<Paperwork> tasks, int pages) {
        for (Paperwork task : tasks) task.tray().fill(pages);
    }

    @Override
    public String explanation(int cores, List<Shift> shifts) {
        boolean isSame = shifts.stream().map(Shift::outcomes).distinct().count() == 1;
        String results = isSame ? "The same came of them both times." : "Not the same came of them: that is a bug.";
        String speed = cores > 1
                ? " Two cores do two things at a time."
                : " But this machine has one core, which does one thing at a time: two secretaries who share"
                        + " it are not done earlier.";
        return results + speed;
    }
}
