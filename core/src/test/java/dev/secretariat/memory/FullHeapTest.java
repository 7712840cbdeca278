package dev.secretariat.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A full heap around each operation, in a JVM of its own with 32 MB: what ends, re-queues and reports loses nothing. */
class FullHeapTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"cooperative", "1", "3"})
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nothingIsLostWhereTheHeapIsFull(String scheduler) throws Exception {
        run(scheduler, 1, 4, "core");
    }

    /** Locks, channels, scopes, limits and strands. */
    @ParameterizedTest
    @ValueSource(strings = {"cooperative", "1", "3"})
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nobodyIsStuckWhereTheHeapIsFull(String scheduler) throws Exception {
        run(scheduler, 1, 4, "sync");
    }

    /** What is lost only where something is done for the first time, of all times without memory, is lost seldom. */
    @ParameterizedTest
    @ValueSource(strings = {"cooperative", "1", "3"})
    @Tag("soak")
    void nothingIsLostInManyRounds(String scheduler) throws Exception {
        run(scheduler, Integer.getInteger("heap.rounds", 50), 60, "core");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cooperative", "1", "3"})
    @Tag("soak")
    void nobodyIsStuckInManyRounds(String scheduler) throws Exception {
        run(scheduler, Integer.getInteger("heap.rounds", 50), 60, "sync");
    }

    private void run(String scheduler, int rounds, int minutes, String trials) throws Exception {
        File said = folder.resolve("said.txt").toFile();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullHeap.class.getName(),
                        scheduler,
                        Integer.toString(rounds),
                        trials)
                .redirectErrorStream(true)
                .redirectOutput(said)
                .start();
        try {
            assertTrue(process.waitFor(minutes, TimeUnit.MINUTES), () -> "it does not end: " + text(said));
            assertEquals(0, process.exitValue(), () -> text(said));
            assertEquals(
                    trials.equals("sync") ? SyncTrial.values().length : FullHeap.Trial.values().length,
                    text(said)
                            .lines()
                            .filter(line -> line.endsWith(": nothing was lost"))
                            .count(),
                    text(said));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(File file) {
        try {
            return Files.readString(file.toPath());
        } catch (IOException e) {
            return e.toString();
        }
    }
}
