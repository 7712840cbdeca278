package dev.secretariat.examples.demo.timeline;

import java.util.Map;
import java.util.Set;

/** Writes figures as a table, with a row for each story or shift. */
final class FigureTable {
    private final Markup markup;

    /** Begins a table whose columns have these names. */
    FigureTable(Set<String> columns, Markup markup) {
        this.markup = markup;
        markup.open("div", "class=wide").open("table").open("thead").open("tr").element("th", "");
        for (String column : columns) markup.element("th", column, "scope=col");
        markup.close().close().open("tbody");
    }

    /** Adds a row, in the order of the columns. */
    void add(String title, Map<String, String> figures) {
        markup.open("tr").element("th", title, "scope=row");
        for (String figure : figures.values()) markup.element("td", figure);
        markup.close();
    }

    void end() {
        markup.close().close().close();
    }
}
