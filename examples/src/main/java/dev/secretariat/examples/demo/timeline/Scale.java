package dev.secretariat.examples.demo.timeline;

import dev.secretariat.examples.demo.workday.TimeOfDay;
import java.util.List;
import java.util.Locale;

/**
 * From times to places on the page. Stories drawn on one scale can be compared at a glance.
 *
 * @param opening at the left
 * @param closing at the right
 */
record Scale(TimeOfDay opening, TimeOfDay closing) {
    static final int LEFT = 84;
    static final int RIGHT = 24;
    private static final double WANTED_WIDTH = 900;
    private static final double NARROWEST_MINUTE = 2;

    static Scale of(List<Telling> tellings) {
        TimeOfDay opening = tellings.get(0).workday().opening();
        TimeOfDay end = opening;
        for (Telling telling : tellings) {
            if (end.isBefore(telling.end())) end = telling.end();
        }
        return new Scale(opening, end.plus(59).fullHour());
    }

    double x(TimeOfDay time) {
        return LEFT + time.minutesSince(opening) * minuteWidth();
    }

    double width() {
        return x(closing) + RIGHT;
    }

    double minuteWidth() {
        int minutes = Math.max(1, closing.minutesSince(opening));
        return Math.max(NARROWEST_MINUTE, WANTED_WIDTH / minutes);
    }

    /** Draws a span of time as a rectangle. */
    void rect(Markup markup, String kind, Span span, double y, double height) {
        markup.open(
                "rect",
                "class=" + kind,
                "x=" + number(x(span.from())),
                "y=" + number(y),
                "width=" + number(span.minutes() * minuteWidth()),
                "height=" + number(height));
        markup.close();
    }

    /** A number as SVG wants it, in every locale. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
