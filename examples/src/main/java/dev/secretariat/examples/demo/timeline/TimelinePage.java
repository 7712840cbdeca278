package dev.secretariat.examples.demo.timeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes a page that stands alone, without scripts: the timelines and figures of the stories. */
public final class TimelinePage {
    private static final String TITLE = "The secretary’s workday";

    private final List<Telling> tellings;
    private final List<Backlog> backlogs;
    private final Markup markup = new Markup();

    private TimelinePage(List<Telling> tellings, List<Backlog> backlogs) {
        this.tellings = tellings;
        this.backlogs = backlogs;
    }

    /**
     * Draws the page.
     *
     * @param source where the workday was read from
     * @param tellings the stories of the day, all of the same workday
     * @param backlogs the stories of paperwork
     * @param closing its last words
     */
    public static String of(String source, List<Telling> tellings, List<Backlog> backlogs, String closing) {
        return new TimelinePage(tellings, backlogs).draw(source, closing);
    }

    private String draw(String source, String closing) {
        markup.open("html", "xmlns=http://www.w3.org/1999/xhtml", "lang=en");
        head();
        markup.open("body").open("main");
        markup.element("h1", TITLE);
        markup.element("p", "From " + source + ".", "class=source");
        if (!tellings.isEmpty()) day();
        for (Backlog backlog : backlogs) new BacklogSection(backlog, markup).write();
        markup.element("p", closing, "class=closing");
        markup.close().close().close();
        return markup.toString();
    }

    private void day() {
        legend();
        figures();
        Scale scale = Scale.of(tellings);
        for (Telling telling : tellings) section(telling, scale);
    }

    private void head() {
        markup.open("head");
        markup.open("meta", "charset=utf-8").close();
        markup.open("meta", "name=viewport", "content=width=device-width, initial-scale=1")
                .close();
        markup.open("meta", "name=color-scheme", "content=light dark").close();
        markup.element("title", TITLE);
        markup.element("style", style());
        markup.close();
    }

    private void legend() {
        markup.open("svg", "xmlns=http://www.w3.org/2000/svg", "class=patterns", "aria-hidden=true");
        hatch("waiting-hatch");
        hatch("missed-hatch");
        markup.close();
        Legend legend = new Legend(markup);
        legend.add("ringing", "it rings, or the visitor waits");
        legend.add("missed", "nobody answers, the caller hangs up");
        legend.add("call", "on the phone");
        legend.add("appointment", "at the desk");
        boolean anySearch = tellings.stream()
                .flatMap(it -> it.services().stream())
                .anyMatch(it -> it.search().isPresent());
        if (anySearch) legend.add("file", "the archive looks up a file by itself");
        legend.add("idle", "a secretary is idle");
        legend.end();
    }

    private void hatch(String id) {
        markup.open(
                "pattern",
                "id=" + id,
                "width=5",
                "height=5",
                "patternUnits=userSpaceOnUse",
                "patternTransform=rotate(45)");
        markup.open("rect", "class=" + id, "width=2.5", "height=5").close();
        markup.close();
    }

    private void figures() {
        FigureTable table = new FigureTable(Figures.of(tellings.get(0)).named().keySet(), markup);
        for (Telling telling : tellings) {
            table.add(telling.story().title(), Figures.of(telling).named());
        }
        table.end();
    }

    private void section(Telling telling, Scale scale) {
        markup.open("section", "id=" + telling.story().name());
        markup.element("h2", telling.story().title());
        markup.element("p", telling.story().lesson());
        markup.open("div", "class=wide", "tabindex=0");
        new Drawing(telling, scale, markup).draw();
        markup.close();
        markup.open("p", "class=figures");
        for (Map.Entry<String, String> figure : Figures.of(telling).named().entrySet()) {
            markup.open("span")
                    .text(figure.getKey() + " ")
                    .element("b", figure.getValue())
                    .close();
        }
        markup.close();
        markup.open("details").element("summary", "What happened");
        markup.element("pre", String.join("\n", telling.lines()));
        markup.close();
        markup.close();
    }

    private static String style() {
        try (InputStream in = TimelinePage.class.getResourceAsStream("timeline.css")) {
            return new String(Objects.requireNonNull(in, "timeline.css").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
