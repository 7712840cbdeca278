package dev.secretariat.examples.demo.timeline;

import static dev.secretariat.examples.demo.timeline.Scale.number;

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

    /** Below this width there is no room in a bar for the number of its task. */
    private static final double NUMBER_WIDTH = 14;

    /** A bar lower than this leaves most of the number outside. */
    private static final double LEGIBLE = 0.75;

    /** A bar that lacks less than this is drawn as a full one. */
    private static final double FULL = 0.93;

    private final Shift shift;
    private final double longest;
    private final Markup markup;

    /**
     * A drawing.
     *
     * @param longest the minute at the right edge, or before it
     */
    ShiftDrawing(Shift shift, double longest, Markup markup) {
        this.shift = shift;
        this.longest = Math.max(1, longest);
        this.markup = markup;
    }

    void draw(String summary) {
        double axisY = TOP + shift.plan().secretaries() * LANE;
        String width = number(LEFT + WIDTH + RIGHT);
        String height = number(axisY + AXIS);
        markup.open(
                "svg",
                "xmlns=http://www.w3.org/2000/svg",
                "role=img",
                "aria-label=Timeline: " + shift.plan().title() + ", " + summary,
                "width=" + width,
                "height=" + height,
                "viewBox=0 0 " + width + " " + height);
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
        markup.open("line", "class=unused", "x1=" + number(LEFT), "x2=" + number(end), at("y1", y), at("y2", y))
                .close();
        for (Stretch stretch : shift.stretches()) {
            if (stretch.secretary() == secretary) bar(stretch, y);
        }
        markup.close();
    }

    private static String at(String attribute, double laneY) {
        return attribute + "=" + number(laneY + BAR);
    }

    private void bar(Stretch stretch, double y) {
        int number = shift.tasks().indexOf(stretch.task()) + 1;
        double share = shift.coresBusy().isEmpty() || stretch.coreShare() > FULL ? 1 : stretch.coreShare();
        double width = x(stretch.to()) - x(stretch.from());
        markup.open("g", "class=task-" + number, "data-task=" + stretch.task());
        if (width >= NUMBER_WIDTH) markup.element("title", title(stretch));
        if (share < 1) rect("shared", stretch, width, y, BAR);
        rect("work", stretch, width, y + BAR * (1 - share), BAR * share);
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

    private void rect(String kind, Stretch stretch, double width, double y, double height) {
        markup.open(
                        "rect",
                        "class=" + kind,
                        "x=" + number(x(stretch.from())),
                        "y=" + number(y),
                        "width=" + number(width),
                        "height=" + number(height))
                .close();
    }

    private void ideal(double axisY) {
        String x = number(x(shift.plan().ideal()));
        markup.open("line", "class=ideal", "x1=" + x, "x2=" + x, "y1=0", "y2=" + number(axisY))
                .close();
        boolean isFarRight = shift.plan().ideal() > longest * 0.9;
        String textX = number(x(shift.plan().ideal()) + (isFarRight ? -4 : 4));
        String anchor = "text-anchor=" + (isFarRight ? "end" : "start");
        markup.element("text", "ideal " + shift.plan().ideal(), "class=ideal", "x=" + textX, "y=12", anchor);
    }

    private void axis(double y) {
        int hours = Math.max(1, (int) Math.ceil(longest / HOUR / MAX_HOURS)); // between two marks
        for (int minute = 0; minute <= longest; minute += hours * HOUR) {
            String x = number(x(minute));
            markup.open("line", "class=hour", "x1=" + x, "x2=" + x, "y1=" + number(TOP - 4), "y2=" + number(y))
                    .close();
            markup.element("text", minute + " min", "class=hour", "x=" + x, "y=" + number(y + 16));
        }
    }

    private double x(double minute) {
        return LEFT + minute * WIDTH / longest;
    }
}
