package dev.secretariat.examples.demo.stories;

import dev.secretariat.examples.demo.stories.Journal.What;
import dev.secretariat.examples.demo.workday.Entry;
import dev.secretariat.examples.demo.workday.TimeOfDay;

/** A call or an appointment in progress, done minute by minute. */
final class Job {
    private final Day day;
    private final Entry entry;
    private int minutesDone;

    Job(Day day, Entry entry) {
        this.day = day;
        this.entry = entry;
    }

    Entry entry() {
        return entry;
    }

    TimeOfDay time() {
        return entry.time();
    }

    boolean isBegun() {
        return minutesDone > 0;
    }

    boolean isFinished() {
        return minutesDone == entry.minutes();
    }

    /** Does the piece of work of one step. */
    void workAMinute(int secretary) {
        TimeOfDay from = day.clock().now();
        day.clock().pass(from.plus(1));
        day.note(What.WORKED, entry, from, secretary);
        minutesDone++;
        if (isFinished()) day.note(What.ENDS, entry);
    }
}
