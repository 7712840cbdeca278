package dev.secretariat.examples.demo.timeline;

import java.util.Locale;

/** Writes the SVG elements that the drawings have in common. */
final class Svg {
    private Svg() {}

    /** Begins a drawing. */
    static void open(Markup markup, String label, double width, double height) {
        markup.open(
                "svg",
                "xmlns=http://www.w3.org/2000/svg",
                "role=img",
                "aria-label=Timeline: " + label,
                "width=" + number(width),
                "height=" + number(height),
                "viewBox=0 0 " + number(width) + " " + number(height));
    }

    static void rect(Markup markup, String kind, double x, double y, double width, double height) {
        markup.open(
                        "rect",
                        "class=" + kind,
                        "x=" + number(x),
                        "y=" + number(y),
                        "width=" + number(width),
                        "height=" + number(height))
                .close();
    }

    static void line(Markup markup, String kind, double x1, double x2, double y1, double y2) {
        markup.open(
                        "line",
                        "class=" + kind,
                        "x1=" + number(x1),
                        "x2=" + number(x2),
                        "y1=" + number(y1),
                        "y2=" + number(y2))
                .close();
    }

    /** Formats a number as SVG wants it, in every locale. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
