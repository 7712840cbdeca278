package dev.secretariat.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest extends CommandTest {
    private void assertTimesOfAllThree() {
        String time = " +[0-9.]+ ms +[0-9.]+ to [0-9.]+ ms +[0-9.]+";
        for (String way : List.of("sequential", "ForkJoinPool", "Secretariat")) {
            assertEquals(
                    1, out.lines().filter(it -> it.matches("  " + way + time)).count(), out);
        }
        assertOut("All three had the same result each time.");
        assertOut("cores for this program: " + Runtime.getRuntime().availableProcessors());
    }

    @Test
    void quicksortSortsAndTellsTheTimes() throws Exception {
        assertEquals(0, run("quicksort", "--size", "2000", "--runs", "2", "--warm-up", "4", "--workers", "3"), err);
        assertOut("Quicksort of 2,000 random numbers");
        assertOut("without a cut-off; ForkJoinPool's is 500 numbers.");
        assertOut("Timed runs: 2, after 4 to warm up; workers in each pool: 3;");
        assertTimesOfAllThree();
    }

    @Test
    void quicksortOfASingleNumberIsPossible() throws Exception {
        assertEquals(0, run("quicksort", "--size", "1", "--runs", "1", "--warm-up", "1"), err);
    }

    @Test
    void theMandelbrotSetIsPaintedInTheSizeAskedFor() throws Exception {
        Path png = folder.resolve("set.png");
        String[] arguments = {
            "mandelbrot",
            "--out",
            png.toString(),
            "--width",
            "40",
            "--height",
            "30",
            "--iterations",
            "20",
            "--runs",
            "1"
        };
        assertEquals(0, run(arguments), err);
        assertOut("40 by 30 pixels, 20 iterations");
        assertOut("The picture is in " + png);
        assertTimesOfAllThree();
        assertEquals(40, ImageIO.read(png.toFile()).getWidth());
        assertEquals(30, ImageIO.read(png.toFile()).getHeight());
    }

    @Test
    void theWordsOfAFileAreCountedByAPipeline() throws Exception {
        Path file = Files.writeString(folder.resolve("text"), "To be, or not to be.\nBe!\n");
        assertEquals(0, run("pipeline", file.toString(), "--counters", "3"), err);
        assertOut("lines: 2; words: 7; different ones: 4");
        assertOut("3  be");
        Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff});
        assertEquals(1, run("pipeline", bytes.toString()));
        assertOut(bytes + ": not text in UTF-8");
        assertEquals(1, run("pipeline", folder.resolve("missing").toString()));
        assertOut("missing: there is no such file");
        assertEquals(2, run("pipeline"));
        assertTrue(err.startsWith("Missing required parameter: 'FILE'"), err);
    }

    @Test
    void secretariesDineWithAndWithoutADeadlock() throws Exception {
        assertEquals(0, run("dining"), err);
        assertOut("in a circle: 'Ada' -> 'Barbara' -> 'Grace' -> 'Margaret' -> 'Radia' -> 'Ada'");
        assertEquals(
                2,
                out.lines()
                        .filter(it -> it.startsWith("  no deadlock with 1000 seeds; all have eaten after 30 to "))
                        .count(),
                out);
    }

    @Test
    void clientsChatOnOneThreadAndOnEveryCore() throws Exception {
        assertEquals(0, run("chat", "--clients", "20"), err);
        assertOut("20 clients, on one thread: 400 lines heard in ");
        assertOut("20 clients, on every core: 400 lines heard in ");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(1, run("chat", "--port", String.valueOf(taken.getLocalPort())));
            assertOut("port " + taken.getLocalPort() + ": ");
        }
    }

    @Test
    void aPictureThatCannotBeWrittenIsNamedBeforeItIsPainted() throws Exception {
        Path nowhere = folder.resolve("nowhere").resolve("set.png");
        assertEquals(1, run("mandelbrot", "--out", nowhere.toString()));
        assertEquals("cannot write " + nowhere + ": there is no such folder", err.strip());
        assertEquals("", out);
    }

    @Test
    void aSiteIsCrawledAndWhatIsBrokenIsNamed() throws Exception {
        assertEquals(0, run("crawl"), err);
        assertOut("197 pages read, 3 broken, 0 missed");
        assertOut("broken: /149, /199, /99");
    }

    @Test
    void theMostFrequentWordsOfAFolderAreTold() throws Exception {
        Files.writeString(folder.resolve("a"), "the cat, the dog and the mouse and more");
        Files.writeString(folder.resolve(".hidden"), "secret");
        assertEquals(0, run("wordcount", folder.toString(), "--top", "2", "--runs", "1", "--warm-up", "1"), err);
        assertOut("text files: 1; words: 9; different ones: 6");
        List<String> words = out.lines()
                .filter(it -> it.matches(" +[0-9]+  [a-z]+"))
                .map(String::strip)
                .toList();
        assertEquals(List.of("3  the", "2  and"), words);
        assertOut("files and folders not counted: 1");
        assertOut("    .hidden: hidden");
        assertTimesOfAllThree();
    }

    @Test
    void whatIsNotCountedIsListedInFullIfAskedFor() throws Exception {
        for (int i = 1; i <= 7; i++) Files.writeString(folder.resolve("." + i), "hidden");
        Files.write(folder.resolve("picture"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        assertEquals(0, run("wordcount", folder.toString(), "--runs", "1", "--warm-up", "1"), err);
        assertOut("files and folders not counted: 8");
        assertOut("    picture: not text in UTF-8");
        assertOut("    .4: hidden");
        assertFalse(out.contains("    .5: hidden"), out);
        assertOut("and 3 more, which --all lists");
        assertEquals(0, run("wordcount", "--all", folder.toString(), "--runs", "1", "--warm-up", "1"), err);
        for (int i = 1; i <= 7; i++) assertOut("    ." + i + ": hidden");
        assertFalse(out.contains("more, which"), out);
    }

    @Test
    void aFolderThatIsNoneIsNamed() throws Exception {
        Path missing = folder.resolve("missing");
        assertEquals(2, run("wordcount", missing.toString()));
        assertTrue(err.contains(missing + ": there is no such folder"), err);
        Path file = Files.writeString(folder.resolve("file"), "words");
        assertEquals(2, run("wordcount", file.toString()));
        assertTrue(err.contains(file + ": expected a folder, found a file"), err);
        assertEquals("", out);
    }

    @Test
    void flakyTestsAreFoundShrunkDrawnAndMended() throws Exception {
        assertEquals(0, run("flaky", "--out", folder.toString()), err);
        assertOut("there should be 300 in all accounts");
        assertOut("in a circle: 'Ada' -> 'Barbara' -> 'Grace' -> 'Ada'");
        assertEquals(
                2,
                out.lines()
                        .filter(it -> it.endsWith("replayed: it fails in the same way"))
                        .count(),
                out);
        assertEquals(
                2,
                out.lines()
                        .filter(it -> it.startsWith("  no failure with 1,000 seeds"))
                        .count(),
                out);
        for (String page : List.of("transfers.html", "lunch.html")) {
            assertTrue(Files.readString(folder.resolve(page)).contains("<svg"));
        }
    }

    @Test
    void aSimulatedOfficeIsDoneTheSoonerTheMoreSecretariesItHas() throws Exception {
        Path page = folder.resolve("office.html");
        String[] arguments = {
            "office", "--secretaries", "5", "--papers", "5", "--minutes", "60", "--html", page.toString()
        };
        assertEquals(0, run(arguments), err);
        List<String> rows = out.lines()
                .filter(it -> it.matches(" +[0-9]+ +[0-9]+ h .*"))
                .map(it -> it.strip().replaceAll(" +", " ").replaceAll(" [0-9]+ ms$", ""))
                .toList();
        assertEquals(
                List.of("1 5 h 00 min 1.0 60", "2 2 h 30 min 2.0 60", "4 1 h 15 min 4.0 60", "5 1 h 00 min 5.0 60"),
                rows);
        assertTrue(Files.readString(page).contains("worker 4"));
    }

    @Test
    void aFolderForTimelinesThatIsNotThereIsNamed() throws Exception {
        Path nowhere = folder.resolve("nowhere");
        assertEquals(1, run("flaky", "--out", nowhere.toString()));
        assertEquals("cannot write " + nowhere + ": there is no such folder", err.strip());
        assertEquals("", out);
    }

    @ParameterizedTest
    @CsvSource({
        "quicksort, --size, 0, 20000000",
        "quicksort, --size, 20000001, 20000000",
        "quicksort, --size, many, 20000000",
        "quicksort, --runs, -1, 1000",
        "quicksort, --warm-up, 0, 1000",
        "quicksort, --workers, 0, 1000",
        "mandelbrot, --width, 4097, 4096",
        "mandelbrot, --height, 0, 4096",
        "mandelbrot, --iterations, 0, 1000000",
        "office, --secretaries, 1001, 1000",
        "office, --papers, 0, 10000",
        "office, --minutes, none, 1000",
        "wordcount, --top, 0, 1000000"
    })
    void numbersThatMakeNoSenseAreRefused(String command, String option, String value, int most) throws Exception {
        assertEquals(2, run(command, option, value));
        assertEquals(
                List.of(
                        "Invalid value for option '" + option + "': expected a whole number from 1 to " + most
                                + ", found '" + value + "'",
                        "--help shows the options"),
                err.lines().toList());
        assertEquals("", out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quicksort", "mandelbrot", "wordcount"})
    void eachCommandHasItsHelp(String command) throws Exception {
        assertEquals(0, run(command, "--help"));
        assertTrue(out.startsWith("Usage: examples " + command + " ["), out);
        assertOut("--workers N");
        assertEquals("", err);
        assertEquals(2, run(command, "--unknown"));
        assertTrue(err.startsWith("Unknown option: '--unknown'"), err);
    }
}
