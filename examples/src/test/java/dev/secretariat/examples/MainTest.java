package dev.secretariat.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class MainTest extends CommandTest {
    private String html() {
        return folder.resolve("day.html").toString();
    }

    @Test
    void allStoriesAreToldOnTheDayThatComesWithTheExamples() throws Exception {
        assertEquals(0, run("--html", html()));
        assertEquals("", err);
        assertOut("7 calls, 3 appointments");
        assertOut("One secretary, alternating");
        assertOut("Two secretaries");
        assertOut("The same came of them both times.");
        assertOut("The timelines are in " + html());
        assertTrue(Files.readString(Path.of(html())).startsWith("<!DOCTYPE html>"));
    }

    @Test
    void aDayOfOnesOwnAndASingleStoryCanBeChosen() throws Exception {
        Path csv = folder.resolve("my.csv");
        Files.writeString(csv, "kind,time,minutes,name\nappointment,09:00,5,Dr Weber\n");
        assertEquals(0, run("--story", "alternating", csv.toString(), "--html", html()));
        assertOut("desk     Dr Weber sits down");
        assertTrue(!out.contains("Without logistics"), out);
        assertOut("from " + csv);
    }

    @Test
    void aStoryOfPaperworkCanBeToldAlone() throws Exception {
        assertEquals(0, run("--story", "five-tasks", "--html", html()));
        int cores = Runtime.getRuntime().availableProcessors();
        assertOut("This machine has " + cores + " core");
        assertOut("Two, each task in one go");
        assertOut("A core does one thing at a time");
        Document page = Jsoup.parse(Files.readString(Path.of(html())));
        assertEquals(List.of("five-tasks"), page.select("section").eachAttr("id"));
        assertEquals(1 + 2 + 2 + 5, page.select("section svg g.secretary").size());
    }

    @Test
    void helpIsPrintedAndNothingIsTold() throws Exception {
        assertEquals(0, run("--help"));
        assertTrue(out.startsWith("Usage: examples [--html FILE] [--story NAME] [--help] [WORKDAY] [COMMAND]"), out);
        assertOut("five-tasks");
        assertOut("mandelbrot");
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
                        + " there are without-logistics, alternating, many-ways, green-threads,"
                        + " two-secretaries, one-becomes-two, five-tasks"),
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

    @Test
    void whatIsWrongWithNoFileIsToldAsItIs() {
        assertEquals("ConnectException: Connection refused", Main.reason(new ConnectException("Connection refused")));
        assertEquals("cannot write day.html", Main.reason(new FileSystemException("day.html")));
    }
}
