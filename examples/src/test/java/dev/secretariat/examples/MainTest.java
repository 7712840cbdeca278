package dev.secretariat.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MainTest {
    private static final Duration FAST = Duration.ofNanos(100_000);

    @TempDir
    Path folder;

    private String out = "";
    private String err = "";

    private int run(String... arguments) throws InterruptedException {
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        int status = Main.run(
                arguments,
                new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8),
                FAST);
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return status;
    }

    private String html() {
        return folder.resolve("day.html").toString();
    }

    @Test
    void allStoriesAreToldOnTheDayThatComesWithTheExamples() throws Exception {
        assertEquals(0, run("--html", html()));
        assertEquals("", err);
        assertTrue(out.contains("7 calls, 3 appointments"), out);
        assertTrue(out.contains("One secretary, alternating"), out);
        assertTrue(out.contains("Two secretaries"), out);
        assertTrue(out.contains("The same came of them both times."), out);
        assertTrue(out.contains("The timelines are in " + html()), out);
        assertTrue(Files.readString(Path.of(html())).startsWith("<!DOCTYPE html>"));
    }

    @Test
    void aDayOfOnesOwnAndASingleStoryCanBeChosen() throws Exception {
        Path csv = folder.resolve("my.csv");
        Files.writeString(csv, "kind,time,minutes,name\nappointment,09:00,5,Dr Weber\n");
        assertEquals(0, run("--story", "alternating", csv.toString(), "--html", html()));
        assertTrue(out.contains("desk     Dr Weber sits down"), out);
        assertTrue(!out.contains("Without logistics"), out);
        assertTrue(out.contains("from " + csv), out);
    }

    @Test
    void aStoryOfPaperworkCanBeToldAlone() throws Exception {
        assertEquals(0, run("--story", "five-tasks", "--html", html()));
        int cores = Runtime.getRuntime().availableProcessors();
        assertTrue(out.contains("This machine has " + cores + " core"), out);
        assertTrue(out.contains("Two, each task in one go"), out);
        assertTrue(out.contains("A core does one thing at a time"), out);
        Document page = Jsoup.parse(Files.readString(Path.of(html())));
        assertEquals(List.of("five-tasks"), page.select("section").eachAttr("id"));
        assertEquals(1 + 2 + 2 + 5, page.select("section svg g.secretary").size());
    }

    @Test
    void helpIsPrintedAndNothingIsTold() throws Exception {
        assertEquals(0, run("--help"));
        assertTrue(out.startsWith("Usage: examples [--html FILE] [--story NAME] [--help] [WORKDAY] [COMMAND]"), out);
        assertTrue(out.contains("five-tasks"), out);
        assertTrue(out.contains("mandelbrot"), out);
        assertEquals("", err);
    }

    @Test
    void anUnknownOptionIsRefused() throws Exception {
        assertEquals(2, run("--htm", "x"));
        assertEquals(
                List.of("Unknown option: '--htm'", "--help shows the options"),
                err.lines().toList());
        assertEquals("", out);
    }

    @Test
    void anOptionWithoutItsValueIsRefused() throws Exception {
        assertEquals(2, run("--html"));
        assertTrue(err.startsWith("Missing required parameter for option '--html' (FILE)"), err);
    }

    @Test
    void twoWorkdaysAreRefused() throws Exception {
        assertEquals(2, run("a.csv", "b.csv"));
        assertTrue(err.startsWith("Unmatched argument at index 1: 'b.csv'"), err);
    }

    @Test
    void anUnknownStoryIsRefusedAndTheOthersAreNamed() throws Exception {
        assertEquals(2, run("--story", "cinderella"));
        assertTrue(
                err.startsWith("Invalid value for option '--story': unknown story: cinderella;"
                        + " there are without-logistics, alternating, many-ways, two-secretaries,"
                        + " one-becomes-two, five-tasks"),
                err);
    }

    @Test
    void aMissingWorkdayIsNamedAndNothingIsWritten() throws Exception {
        Path missing = folder.resolve("no.csv");
        assertEquals(2, run("--html", html(), missing.toString()));
        assertEquals(missing + ": there is no such file", err.strip());
        assertTrue(!Files.exists(Path.of(html())));
    }

    @Test
    void aMalformedWorkdayIsNamedWithItsLine() throws Exception {
        Path csv = folder.resolve("my.csv");
        Files.writeString(csv, "kind,time,minutes,name\ncall,late,5,Dr Weber\n");
        assertEquals(2, run(csv.toString()));
        assertTrue(err.startsWith(csv + ":2: expected a time as HH:MM"), err);
        assertEquals("", out);
    }

    @Test
    void aPageThatCannotBeWrittenIsNamedBeforeTheStoriesAreTold() throws Exception {
        assertEquals(1, run("--html", folder.toString()));
        assertTrue(err.startsWith("cannot write " + folder), err);
        Path nowhere = folder.resolve("nowhere").resolve("day.html");
        assertEquals(1, run("--html", nowhere.toString()));
        assertEquals("cannot write " + nowhere + ": there is no such folder", err.strip());
        assertEquals("", out);
    }
}
