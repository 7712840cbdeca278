package dev.secretariat.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Draws a run as a page that stands alone, without scripts: who ran step by step, with a lane for each task; who
 * was busy when, with a lane for each worker, if steps cost time; and all steps in words.
 */
public final class Timeline {
    private static final String SVG = "http://www.w3.org/2000/svg";

    /** The last ones: a page of more is slow to open, and what a failure is about is near the end. */
    private static final int MAX_STEPS = 10_000;

    /** Steps side by side: a drawing of some 5,000 pixels, through which one can still scroll. */
    private static final int MAX_COLUMNS = 200;

    /** As many as the style sheet has classes for; others have a hue of their own. */
    private static final int COLOURS = 6;

    /** Degrees between the hues of two tasks that follow each other: the golden angle, so that few are near each other, however many there are. */
    private static final double HUES = 137.508;

    /** How large the drawings can be shown. */
    private static final List<String> ZOOMS = List.of("0.5", "1", "2", "4");

    // Pixels: the room for a lane's name, a lane and the bar in it, a step, and all of time.
    private static final int LEFT = 190;
    private static final int ROW = 30;
    private static final int BAR = 22;
    private static final int STEP = 26;
    private static final int WIDTH = 780;

    /** Characters that fit into the room for a lane's name. */
    private static final int MAX_NAME = 24;

    private final List<TraceEvent> trace;
    private final TimeScale scale;
    private final XMLStreamWriter out;

    private Timeline(Run run, XMLStreamWriter out) {
        List<TraceEvent> all = run.trace();
        this.trace = all.subList(Math.max(0, all.size() - MAX_STEPS), all.size());
        this.scale = TimeScale.of(trace);
        this.out = out;
    }

    /**
     * Draws a run.
     *
     * @param title what was run
     * @param run a run whose trace is in words: from {@link Simulation#replay} or {@link Simulation#shrink}
     */
    public static String page(String title, Run run) {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(run, "run");
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            out.writeDTD("<!DOCTYPE html>");
            new Timeline(run, out).draw(title, run);
            out.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private void draw(String title, Run run) throws XMLStreamException {
        open("html", "xmlns=http://www.w3.org/1999/xhtml", "lang=en");
        open("head");
        open("meta", "charset=utf-8");
        close();
        open("meta", "name=viewport", "content=width=device-width, initial-scale=1");
        close();
        element("title", title);
        element("style", style());
        close();
        open("body");
        open("main");
        element("h1", title);
        Schedule schedule = run.schedule();
        String circumstances = "Seed " + schedule.seed() + ", " + schedule.steps() + " steps, " + schedule.switches()
                + " switches" + (trace.size() < schedule.steps() ? "; the last " + trace.size() + " are shown" : "")
                + ". Schedule " + InterleavingTable.shortened(schedule.toString(), 160);
        element("p", circumstances, "class=source");
        if (run.hasFailed()) element("pre", run.failure().orElseThrow().toString(), "class=failure");
        if (trace.stream().anyMatch(event -> !event.cost().isZero())) {
            element("h2", "In virtual time");
            time();
        }
        zooms();
        if (trace.size() > MAX_COLUMNS) {
            element("h2", "All steps");
            overview();
        }
        int first = Math.max(0, trace.size() - MAX_COLUMNS);
        element("h2", first == 0 ? "Step by step" : "The last " + MAX_COLUMNS + " steps");
        steps(first);
        element("h2", "In words");
        words();
        close();
        close();
        close();
    }

    /** Buttons that work by style alone; the drawings that follow grow and shrink with them. */
    private void zooms() throws XMLStreamException {
        for (String zoom : ZOOMS) {
            String id = "zoom-" + zoom.replace('.', '-');
            if (zoom.equals("1")) open("input", "type=radio", "name=zoom", "id=" + id, "checked=checked");
            else open("input", "type=radio", "name=zoom", "id=" + id);
            close();
            element("label", zoom + "x", "for=" + id);
        }
    }

    // ---- All of it, a lane for each task ----

    /** Draws stretches of steps of one task as one bar each. */
    private void overview() throws XMLStreamException {
        List<Integer> lanes = lanes(trace);
        double perStep = WIDTH / (double) trace.size();
        openDrawing(LEFT + WIDTH + ROW, lanes.size() * ROW + ROW);
        names(lanes, trace);
        for (int from = 0, to; from < trace.size(); from = to) {
            TraceEvent event = trace.get(from);
            to = from + 1;
            while (to < trace.size() && trace.get(to).task() == event.task()) to++;
            double width = Math.max(0.5, (to - from) * perStep);
            bar(event, LEFT + from * perStep, lanes.indexOf(event.task()) * ROW, width);
        }
        element("text", "1", "class=axis", "x=" + LEFT, "y=" + (lanes.size() * ROW + 16));
        element("text", "" + trace.size(), "class=axis", "x=" + (LEFT + WIDTH), "y=" + (lanes.size() * ROW + 16));
        close();
        close();
    }

    private static List<Integer> lanes(List<TraceEvent> shown) {
        return shown.stream().map(TraceEvent::task).distinct().sorted().toList();
    }

    private void names(List<Integer> lanes, List<TraceEvent> shown) throws XMLStreamException {
        Map<Integer, String> names = new HashMap<>();
        for (TraceEvent event : shown) names.put(event.task(), event.name());
        for (int i = 0; i < lanes.size(); i++) lane(lanes.get(i) + " " + names.get(lanes.get(i)), i);
    }

    // ---- A lane for each task, a column for each step ----

    private void steps(int first) throws XMLStreamException {
        List<TraceEvent> shown = trace.subList(first, trace.size());
        List<Integer> lanes = lanes(shown);
        int bottom = lanes.size() * ROW;
        openDrawing(LEFT + shown.size() * STEP, bottom + ROW);
        names(lanes, shown);
        for (int i = 0; i < shown.size(); i++) {
            TraceEvent event = shown.get(i);
            double x = LEFT + i * (double) STEP;
            int y = lanes.indexOf(event.task()) * ROW;
            bar(event, x, y, STEP - 2);
            element("text", sign(event), "class=inside", "x=" + (x + STEP / 2.0 - 1), "y=" + (y + 16));
            if ((first + i) % 5 == 4)
                element("text", "" + (first + i + 1), "class=axis", "x=" + (x + STEP / 2.0), "y=" + (bottom + 16));
        }
        close();
        close();
        element(
                "p",
                "y yields, g goes on, w waits, f fails, c is cancelled, e ends. What a step has read, written and noted is told where the pointer rests on it.",
                "class=source");
    }

    private static String sign(TraceEvent event) {
        String what = event.what().replaceFirst("^winds down, ", "");
        if (what.startsWith("yields")) return "y";
        if (what.startsWith("goes on")) return "g";
        if (what.startsWith("awaits") || what.startsWith("sleeps")) return "w";
        if (what.startsWith("fails")) return "f";
        return what.startsWith("is cancelled") ? "c" : "e";
    }

    // ---- A lane for each worker, to scale ----

    private void time() throws XMLStreamException {
        int workers = trace.stream().mapToInt(TraceEvent::worker).max().orElse(0) + 1;
        long end = trace.stream()
                .mapToLong(event -> event.at().plus(event.cost()).toNanos())
                .max()
                .orElse(1);
        double perNano = WIDTH / (double) end;
        openDrawing(LEFT + WIDTH + ROW, workers * ROW + ROW);
        for (int i = 0; i < workers; i++) lane("worker " + i, i);
        for (TraceEvent event : trace) {
            double width = Math.max(1, event.cost().toNanos() * perNano);
            bar(event, LEFT + event.at().toNanos() * perNano, event.worker() * ROW, width);
        }
        element("text", "0", "class=axis", "x=" + LEFT, "y=" + (workers * ROW + 16));
        String last = scale.inWords(Duration.ofNanos(end));
        element("text", last, "class=axis", "x=" + (LEFT + WIDTH), "y=" + (workers * ROW + 16));
        close();
        close();
    }

    private void openDrawing(int width, int height) throws XMLStreamException {
        open("div", "class=wide", "tabindex=0");
        String box = "0 0 " + width + " " + height;
        open("svg", "xmlns=" + SVG, "viewBox=" + box, "style=--width: " + width + "px", "role=img");
    }

    private void lane(String name, int row) throws XMLStreamException {
        String shown = InterleavingTable.shortened(name, MAX_NAME);
        element("text", shown, "class=lane", "x=0", "y=" + (row * ROW + 16));
    }

    private void bar(TraceEvent event, double x, int y, double width) throws XMLStreamException {
        int number = event.task() - 1;
        String colour = number < COLOURS
                ? "class=task-" + number
                : "style=fill: hsl(" + Math.round(number * HUES % 360) + " 50% var(--lightness))";
        open("rect", colour, "x=" + x, "y=" + y, "width=" + width, "height=" + BAR, "rx=2");
        String title = scale.inWords(event.at()) + ", worker " + event.worker() + ": " + event.task() + " "
                + event.name() + ", step " + event.step() + ", " + TraceLine.told(event);
        element("title", title);
        close();
    }

    // ---- In words ----

    private void words() throws XMLStreamException {
        open("div", "class=wide");
        open("table");
        open("tr");
        for (String head : List.of(scale.head(), "worker")) element("th", head);
        element("th", "task", "class=text");
        element("th", "step");
        element("th", "what it did", "class=text");
        close();
        for (TraceLine line : TraceLine.fold(trace)) {
            TraceEvent first = line.first();
            boolean isRepetition = line.lines() > 0;
            open("tr");
            element("td", isRepetition ? "" : scale.number(first.at()));
            element("td", isRepetition ? "" : "" + first.worker());
            element("td", isRepetition ? "" : first.task() + " " + first.name(), "class=text");
            element("td", isRepetition ? "" : line.numbers());
            element("td", line.what(scale), "class=text");
            close();
        }
        close();
        close();
    }

    // ---- Markup ----

    private void open(String tag, String... attributes) throws XMLStreamException {
        out.writeStartElement(tag);
        for (String attribute : attributes) {
            int equals = attribute.indexOf('=');
            out.writeAttribute(attribute.substring(0, equals), legal(attribute.substring(equals + 1)));
        }
    }

    private void close() throws XMLStreamException {
        out.writeEndElement();
    }

    private void element(String tag, String text, String... attributes) throws XMLStreamException {
        open(tag, attributes);
        out.writeCharacters(legal(text));
        close();
    }

    /** Replaces control characters, which XML has no way of writing, not even escaped. */
    private static String legal(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }

    private static String style() {
        try (InputStream in = Timeline.class.getResourceAsStream("timeline.css")) {
            return new String(Objects.requireNonNull(in, "timeline.css").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
