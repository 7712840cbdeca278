package dev.secretariat.examples.demo.timeline;

import dev.secretariat.examples.demo.workday.TimeOfDay;
import java.util.stream.IntStream;

/**
 * A part of the day.
 *
 * @param from its begin
 * @param to its end
 */
public record Span(TimeOfDay from, TimeOfDay to) {
    /** How long it is. */
    public int minutes() {
        return to.minutesSince(from);
    }

    /** The minutes that begin in it, counted from midnight. */
    IntStream eachMinute() {
        return IntStream.range(from.minutes(), to.minutes());
    }
}
