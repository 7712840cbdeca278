package dev.secretariat.examples.demo.timeline;

import dev.secretariat.examples.demo.paperwork.Shift;
import java.util.List;

/** The part of the page that tells a story of paperwork. */
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
        markup.open("ul", "class=legend");
        List<String> tasks = backlog.shifts().get(0).tasks();
        for (int i = 0; i < tasks.size(); i++) legend("task-" + (i + 1), tasks.get(i));
        legend("shared", "at it, but without a core: others have it");
        markup.close();
    }

    private void legend(String kind, String meaning) {
        markup.open("li")
                .element("span", "", "class=swatch " + kind)
                .text(meaning)
                .close();
    }

    private void table() {
        Shift first = backlog.shifts().get(0);
        markup.open("div", "class=wide").open("table").open("thead").open("tr").element("th", "");
        for (String name : backlog.figures(first).keySet()) markup.element("th", name, "scope=col");
        markup.close().close().open("tbody");
        for (Shift shift : backlog.shifts()) {
            markup.open("tr").element("th", shift.plan().title(), "scope=row");
            for (String figure : backlog.figures(shift).values()) markup.element("td", figure);
            markup.close();
        }
        markup.close().close().close();
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
