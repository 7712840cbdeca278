package dev.secretariat.examples.demo.stories;

import dev.secretariat.Deadline;
import dev.secretariat.Scheduler;
import dev.secretariat.Ticker;
import dev.secretariat.examples.demo.workday.TimeOfDay;
import java.time.Duration;

/**
 * The clock on the office wall. It shows workday minutes, each of which takes a few real milliseconds.
 * Thread-safe.
 */
public final class WallClock {
    /** How long a minute of the workday takes, unless a test sets it. */
    public static final Duration MINUTE = Duration.ofMillis(8);

    private final Scheduler town;
    private final TimeOfDay opening;
    private final long openingNanos;
    private final long minuteNanos;

    /**
     * Creates a clock that shows the time of opening now.
     *
     * @param town whose time the clock shows
     * @param opening what it shows now
     * @param minute how long one of its minutes takes
     */
    public WallClock(Scheduler town, TimeOfDay opening, Duration minute) {
        this.town = town;
        this.opening = opening;
        this.openingNanos = town.ticker().nanos();
        this.minuteNanos = minute.toNanos();
    }

    /** Returns the time that the clock shows. */
    public TimeOfDay now() {
        return opening.plus(Math.toIntExact((ticker().nanos() - openingNanos) / minuteNanos));
    }

    /** Returns whether a time is still to come. */
    public boolean isBefore(TimeOfDay time) {
        return until(time).compareTo(Duration.ZERO) > 0;
    }

    /** Returns what a task awaits if it has nothing to do before a time. */
    public Deadline deadline(TimeOfDay time) {
        return town.deadline(until(time));
    }

    /** Returns how long it really takes until the clock shows a time; negative if it is past. */
    public Duration until(TimeOfDay time) {
        return Duration.ofNanos(nanos(time) - ticker().nanos());
    }

    /** Returns how long so many minutes really take. */
    public Duration minutes(int minutes) {
        return Duration.ofNanos(minutes * minuteNanos);
    }

    /**
     * Occupies the calling thread until the clock shows a time. In a step it stands for work, during which the worker
     * can do nothing else: in your program the thread would compute.
     */
    public void pass(TimeOfDay until) {
        while (isBefore(until)) ticker().parkUntil(this, nanos(until));
    }

    /** Returns the ticker that drives this clock. */
    public Ticker ticker() {
        return town.ticker();
    }

    private long nanos(TimeOfDay time) {
        return openingNanos + time.minutesSince(opening) * minuteNanos;
    }
}
