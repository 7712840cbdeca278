package dev.secretariat.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command, and keeps what it has printed. */
@Timeout(60)
abstract class CommandTest {
    /** How long a minute of the stories takes: nobody has to read along. */
    private static final Duration MINUTE = Duration.ofNanos(100_000);

    @TempDir
    Path folder;

    String out = "";
    String err = "";

    int run(String... arguments) throws InterruptedException {
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        int status = Main.run(
                arguments,
                new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8),
                MINUTE);
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return status;
    }

    void assertOut(String part) {
        assertTrue(out.contains(part), () -> "no '" + part + "' in:\n" + out);
    }
}
