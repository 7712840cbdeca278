package dev.secretariat.examples.timeline;

import dev.secretariat.examples.workday.TimeOfDay;

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
}
