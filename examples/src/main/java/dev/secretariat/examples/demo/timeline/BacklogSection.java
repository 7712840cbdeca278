package dev.secretariat.examples.demo.timeline;

import dev.secretariat.examples.demo.paperwork.Shift;
import java.util.List;

/** Writes the part of the page that tells a story of paperwork. */
final class BacklogSection {
    private final Backlog backlog;
    private final Markup markup;

    BacklogSection(Backlog backlog, Markup markup) {
        this.backlog = backlog;
        this.markup = markup;
    }

    void write() {
        markup.open("section", "id=" + backlog.story().name());
        markup.element("h2", backlog.story().title());
        markup.element("p", backlog.story().lesson());
        legend();
        table();
        markup.element("p", backlog.explanation(), "class=explanation");
        for (Shift shift : backlog.shifts()) {
            markup.element("h3", shift.plan().title());
            markup.open("div", "class=wide", "tabindex=0");
            new ShiftDrawing(shift, backlog.longest(), markup).draw(summary(shift));
            markup.close();
        }
        asText();
        markup.close();
    }

    private String summary(Shift shift) {
        StringBuilder summary = new StringBuilder();
        backlog.figures(shift)
                .forEach((name, figure) -> summary.append(summary.isEmpty() ? "" : ", ")
                        .append(name)
                        .append(' ')
                        .append(figure));
        return summary.toString();
    }

    private void legend() {
        Legend legend = new Legend(markup);
        List<String> tasks = backlog.shifts().get(0).tasks();
        for (int i = 0; i < tasks.size(); i++) legend.add("task-" + (i + 1), tasks.get(i));
        legend.add("shared", "at it, but without a core: others have it");
        legend.end();
    }

    private void table() {
        Shift first = backlog.shifts().get(0);
        FigureTable table = new FigureTable(backlog.figures(first).keySet(), markup);
        for (Shift shift : backlog.shifts()) table.add(shift.plan().title(), backlog.figures(shift));
        table.end();
    }

    private void asText() {
        StringBuilder text = new StringBuilder(backlog.legend()).append('\n');
        for (Shift shift : backlog.shifts()) {
            text.append('\n').append(shift.plan().title()).append('\n');
            for (String line : backlog.lines(shift))
                text.append("  ").append(line).append('\n');
        }
        markup.open("details").element("summary", "The same as text");
        markup.element("pre", text.toString());
        markup.close();
    }
}
