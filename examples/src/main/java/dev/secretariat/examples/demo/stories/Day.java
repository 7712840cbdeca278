package dev.secretariat.examples.demo.stories;

import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.examples.demo.stories.Journal.Event;
import dev.secretariat.examples.demo.stories.Journal.What;
import dev.secretariat.examples.demo.workday.Call;
import dev.secretariat.examples.demo.workday.Entry;
import dev.secretariat.examples.demo.workday.TimeOfDay;
import dev.secretariat.examples.demo.workday.Workday;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A workday as it passes: the office's clock, phone and journal, and the callers out in the town. The
 * town is a scheduler of its own; people in it do not wait for the secretary to have time for them.
 */
public final class Day {
    private final Workday workday;
    private final WallClock clock;
    private final Journal journal;
    private final Phone phone = new Phone();

    private Day(Workday workday, WallClock clock, Journal journal) {
        this.workday = workday;
        this.clock = clock;
        this.journal = journal;
    }

    /**
     * Opens the office: from now on the phone will ring.
     *
     * @param workday what will happen
     * @param town runs the callers, and must not be the office's scheduler
     * @param minute how long a minute takes
     * @param reader is told what happens
     */
    public static Day begin(Workday workday, Scheduler town, Duration minute, Consumer<Event> reader) {
        WallClock clock = new WallClock(town, workday.opening(), minute);
        Day day = new Day(workday, clock, new Journal(clock, reader));
        List<TaskHandle<Void>> callers = new ArrayList<>();
        for (Call call : workday.calls()) {
            callers.add(town.schedule(new Caller(day, call), clock.until(call.time())));
        }
        town.submit("end of calls", day.unplugAfter(callers));
        return day;
    }

    private Task<Void> unplugAfter(List<TaskHandle<Void>> callers) {
        return worker -> {
            for (TaskHandle<Void> caller : callers) {
                if (!caller.isDone()) return Step.await(caller);
            }
            phone.unplug();
            return Step.done();
        };
    }

    /** Returns what the day brings. */
    public Workday workday() {
        return workday;
    }

    /** Returns the clock on the wall. */
    public WallClock clock() {
        return clock;
    }

    /** Returns the phone on the desk. */
    public Phone phone() {
        return phone;
    }

    /** Returns what has happened so far. */
    public List<Event> events() {
        return journal.events();
    }

    void note(What what, Entry entry) {
        note(what, entry, clock.now());
    }

    void note(What what, Entry entry, TimeOfDay from) {
        note(what, entry, from, Journal.NOBODY);
    }

    void note(What what, Entry entry, TimeOfDay from, int secretary) {
        journal.note(what, entry, from, secretary);
    }
}
