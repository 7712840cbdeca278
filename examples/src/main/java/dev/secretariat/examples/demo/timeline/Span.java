package dev.secretariat.examples.demo.timeline;

import dev.secretariat.examples.demo.workday.TimeOfDay;
import java.util.stream.IntStream;

/**
 * A part of the day.
 *
 * @param from its beginning
 * @param to its end
 */
public record Span(TimeOfDay from, TimeOfDay to) {
    /** Returns how long it is. */
    public int minutes() {
        return to.minutesSince(from);
    }

    /** Returns the minutes that begin in it, counted from midnight. */
    IntStream eachMinute() {
        return IntStream.range(from.minutes(), to.minutes());
    }
}
