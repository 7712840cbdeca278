package dev.secretariat.examples.demo.timeline;

import static dev.secretariat.examples.demo.timeline.Svg.number;

import dev.secretariat.examples.demo.paperwork.Shift;
import dev.secretariat.examples.demo.paperwork.Stretch;
import java.util.Locale;

/**
 * Draws a shift as an SVG timeline, a lane for each secretary. A bar is as high as the part of a core
 * that she had: two who share a core have half a bar each.
 */
final class ShiftDrawing {
    private static final double LEFT = 84;
    private static final double RIGHT = 40;
    private static final double WIDTH = 900;
    private static final double BAR = 20;
    private static final double LANE = 26;
    private static final double TOP = 20;
    private static final double AXIS = 22;
    private static final int HOUR = 60;
    private static final int MAX_HOURS = 12;

    /** In a bar narrower than this there is no room for the number of its task. */
    private static final double NUMBER_WIDTH = 14;

    /** A bar lower than this leaves most of the number outside. */
    private static final double LEGIBLE = 0.75;

    /** A higher share of a core than this is drawn as a full one: what lacks is the cost of measuring. */
    private static final double FULL = 0.93;

    /** From this share of the width on, the label of a line stands at its left. */
    private static final double FAR_RIGHT = 0.9;

    private final Shift shift;
    private final double longest;
    private final Markup markup;

    /**
     * Creates a drawing.
     *
     * @param longest how long the longest shift on the page took, in minutes; all are drawn on that scale
     */
    ShiftDrawing(Shift shift, double longest, Markup markup) {
        this.shift = shift;
        this.longest = Math.max(1, longest);
        this.markup = markup;
    }

    void draw(String summary) {
        double axisY = TOP + shift.plan().secretaries() * LANE;
        Svg.open(markup, shift.plan().title() + ", " + summary, LEFT + WIDTH + RIGHT, axisY + AXIS);
        axis(axisY);
        for (int secretary = 0; secretary < shift.plan().secretaries(); secretary++) {
            lane(secretary, TOP + secretary * LANE);
        }
        ideal(axisY);
        markup.close();
    }

    private void lane(int secretary, double y) {
        String name = shift.plan().secretaries() == 1 ? "secretary" : "secretary " + (secretary + 1);
        markup.open("g", "class=secretary", "data-name=" + name);
        markup.element("text", name, "class=lane", "x=0", "y=" + number(y + BAR / 2 + 4));
        double end = x(shift.minutes());
        Svg.line(markup, "unused", LEFT, end, y + BAR, y + BAR);
        for (Stretch stretch : shift.stretches()) {
            if (stretch.secretary() == secretary) bar(stretch, y);
        }
        markup.close();
    }

    private void bar(Stretch stretch, double y) {
        int number = shift.tasks().indexOf(stretch.task()) + 1;
        double share = shift.coresBusy().isEmpty() || stretch.coreShare() > FULL ? 1 : stretch.coreShare();
        double width = x(stretch.to()) - x(stretch.from());
        markup.open("g", "class=task-" + number, "data-task=" + stretch.task());
        if (width >= NUMBER_WIDTH) markup.element("title", title(stretch));
        if (share < 1) Svg.rect(markup, "shared", x(stretch.from()), y, width, BAR);
        Svg.rect(markup, "work", x(stretch.from()), y + BAR * (1 - share), width, BAR * share);
        if (width >= NUMBER_WIDTH) {
            String middle = number(x(stretch.from()) + width / 2);
            String baseline = number(y + BAR / 2 + 4);
            String kind = share < LEGIBLE ? "class=on-shared" : "class=on-work";
            markup.element("text", String.valueOf(number), kind, "x=" + middle, "y=" + baseline);
        }
        markup.close();
    }

    private static String title(Stretch stretch) {
        return String.format(
                Locale.ROOT,
                "%s, minute %.0f to %.0f, %.0f minutes of a core",
                stretch.task(),
                stretch.from(),
                stretch.to(),
                stretch.coreMinutes());
    }

    private void ideal(double axisY) {
        double x = x(shift.plan().ideal());
        Svg.line(markup, "ideal", x, x, 0, axisY);
        boolean isFarRight = shift.plan().ideal() > longest * FAR_RIGHT;
        String textX = number(x + (isFarRight ? -4 : 4));
        String anchor = "text-anchor=" + (isFarRight ? "end" : "start");
        markup.element("text", "ideal " + shift.plan().ideal(), "class=ideal", "x=" + textX, "y=12", anchor);
    }

    private void axis(double y) {
        int hours = Math.max(1, (int) Math.ceil(longest / HOUR / MAX_HOURS)); // between two marks
        for (int minute = 0; minute <= longest; minute += hours * HOUR) {
            double x = x(minute);
            Svg.line(markup, "hour", x, x, TOP - 4, y);
            markup.element("text", minute + " min", "class=hour", "x=" + number(x), "y=" + number(y + 16));
        }
    }

    private double x(double minute) {
        return LEFT + minute * WIDTH / longest;
    }
}
