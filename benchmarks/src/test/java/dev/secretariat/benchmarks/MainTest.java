package dev.secretariat.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Main.run(arguments, stream(printed), stream(complained));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --nope                            | --nope
                    something                         | something
                    --only                            | --only
                    --only [                          | --only
                    --only nothing                    | --only
                    --peers fjp,nobody                | nobody
                    --peers ring --only chainedSpawn  | --peers
                    --workers 2,0                     | --workers
                    --workers two                     | --workers
                    --forks 0                         | --forks
                    --out                             | --out
                    --quick --jmh -h                  | --jmh
                    """)
    void misuseIsToldByTheArgument(String arguments, String named) {
        assertEquals(Main.MISUSED, run(arguments.split(" ")));
        String complaint = text(complained);
        assertTrue(complaint.contains(named), complaint);
        assertEquals("", text(printed));
    }

    @Test
    void helpNamesEachOption() {
        assertEquals(0, run("--help"));
        for (String option : new String[] {"--only", "--quick", "--peers", "--workers", "--list", "--jmh"}) {
            assertTrue(text(printed).contains(option), option);
        }
    }

    @Test
    void theListNamesMetricsPeersAndTargets() {
        assertEquals(0, run("--list"));
        assertTrue(text(printed).contains("chainedSpawn"));
        assertTrue(text(printed).contains("fjp 1.3x, fjp-lifo 1.3x, fjp-fork 1.3x"), text(printed));
    }

    @Test
    void aMeasurementIsPrintedAndWritten(@TempDir Path folder) throws Exception {
        int status = run(
                "--quick",
                "--only",
                "cooperativeYield",
                "--peers",
                "ring",
                "--forks",
                "2",
                "--jvm-args",
                "-Xmx256m",
                "--out",
                folder.toString());
        assertEquals(0, status, text(complained) + text(printed));
        assertTrue(
                text(printed).lines().anyMatch(line -> line.startsWith("cooperativeYield") && line.contains("ring")));
        for (String file : new String[] {"table.txt", "results.csv", "pairs.csv", "jmh.json", "jmh.log"}) {
            assertTrue(Files.size(folder.resolve(file)) > 0, file);
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsTold(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertEquals(Main.INCOMPLETE, run("--out", file.toString()));
        assertTrue(text(complained).contains(file.toString()), text(complained));
    }
}
