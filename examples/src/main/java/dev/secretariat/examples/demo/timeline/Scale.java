package dev.secretariat.examples.demo.timeline;

import dev.secretariat.examples.demo.workday.TimeOfDay;
import java.util.List;

/**
 * Maps times to places on the page. Stories that are drawn on one scale can be compared at a glance.
 *
 * @param opening the time at the left
 * @param closing the time at the right
 */
record Scale(TimeOfDay opening, TimeOfDay closing) {
    private static final int HOUR = 60;
    private static final int LEFT = 84;
    private static final int RIGHT = 24;
    private static final double WANTED_WIDTH = 900;
    private static final double MIN_MINUTE_WIDTH = 2;

    /** Makes a scale that has room for all of them, and ends with a full hour. */
    static Scale of(List<Telling> tellings) {
        TimeOfDay opening = tellings.get(0).workday().opening();
        TimeOfDay end = opening;
        for (Telling telling : tellings) {
            if (end.isBefore(telling.end())) end = telling.end();
        }
        return new Scale(opening, end.plus(HOUR - 1).fullHour());
    }

    double x(TimeOfDay time) {
        return LEFT + time.minutesSince(opening) * minuteWidth();
    }

    double width() {
        return x(closing) + RIGHT;
    }

    double minuteWidth() {
        int minutes = Math.max(1, closing.minutesSince(opening));
        return Math.max(MIN_MINUTE_WIDTH, WANTED_WIDTH / minutes);
    }

    /** Draws a span of time as a rectangle. */
    void rect(Markup markup, String kind, Span span, double y, double height) {
        Svg.rect(markup, kind, x(span.from()), y, span.minutes() * minuteWidth(), height);
    }
}
