package dev.secretariat.examples.demo.timeline;

import static dev.secretariat.examples.demo.timeline.Svg.number;

import java.util.List;

/** A lane of a timeline: its bars, and their labels above them. */
final class Lane {
    private static final int LABEL_ROW = 16;
    private static final int PADDING = 8;

    /** How high the bar of a wait is, as a share of one of work. */
    private static final double WAITING_HEIGHT = 0.45;

    private final String name;
    private final int barHeight;
    private final List<Bar> bars;
    private final List<Labels.Place> places;
    private final int labelRows;
    private final Scale scale;

    Lane(String name, int barHeight, List<Bar> bars, Scale scale) {
        this.name = name;
        this.barHeight = barHeight;
        this.bars = bars;
        this.scale = scale;
        Labels labels = new Labels(scale.width());
        this.places = bars.stream()
                .map(it -> labels.place(it.label(), scale.x(it.from())))
                .toList();
        this.labelRows = labels.rows();
    }

    double height() {
        return PADDING + labelRows * LABEL_ROW + barHeight + PADDING;
    }

    void draw(Markup markup, double top) {
        double barTop = top + height() - PADDING - barHeight;
        markup.element("text", name, "class=lane", "x=0", "y=" + number(barTop + barHeight / 2.0 + 4));
        for (int i = 0; i < bars.size(); i++) draw(markup, bars.get(i), places.get(i), barTop);
    }

    private void draw(Markup markup, Bar bar, Labels.Place place, double top) {
        String kind = bar.isMissed() ? bar.kind() + " missed" : bar.kind();
        markup.open("g", "class=" + kind, "data-name=" + bar.name());
        markup.element("title", bar.title());
        double thin = barHeight * WAITING_HEIGHT;
        bar.waiting()
                .filter(span -> span.minutes() > 0)
                .ifPresent(span -> scale.rect(markup, "waiting", span, top + barHeight - thin, thin));
        for (Span span : bar.work()) scale.rect(markup, "work", span, top, barHeight);
        double labelY = top - 5 - place.row() * LABEL_ROW;
        markup.element("text", bar.label(), "x=" + number(place.x()), "y=" + number(labelY));
        markup.close();
    }
}
