package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checks the models beside {@code parallel}'s README with Spin, exhaustively, and that Spin refutes each
 * broken variant of them. Skipped where {@code spin} or {@code gcc} is not on the path.
 *
 * <p>To see a counterexample: in an empty folder, {@code spin -a OPTIONS MODEL; gcc -o pan pan.c; ./pan},
 * then {@code spin -t -p -g OPTIONS MODEL}. With LIVENESS: {@code gcc -DNFAIR=3 ...; ./pan -a -f}.
 */
class SpinModelTest {
    private static final Path MODELS = Path.of("src/main/java/dev/secretariat").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 300;

    @TempDir
    Path folder;

    @BeforeAll
    static void spinIsInstalled() {
        for (String program : List.of("spin", "gcc")) {
            assumeTrue(isOnThePath(program), () -> program + " is not on the PATH, so the models are not checked");
        }
    }

    private static boolean isOnThePath(String program) {
        for (String entry : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(entry, program))) return true;
        }
        return false;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    parallel/sleep | EXTERNAL=2
                    parallel/sleep | EXTERNAL=1 CHILDREN=1 YIELDS=1
                    parallel/sleep | EXTERNAL=1 CHILDREN=1 LIVENESS
                    parallel/sleep | WORKERS=1 EXTERNAL=2 CHILDREN=1 YIELDS=1
                    parallel/sleep | ASLEEP EXTERNAL=2 CHILDREN=1
                    parallel/sleep | ASLEEP EXTERNAL=2 CHILDREN=1 MAX=1
                    parallel/sleep | ASLEEP EXTERNAL=2 CHILDREN=1 LIVENESS
                    parallel/sleep | ASLEEP EXTERNAL=1 CHILDREN=2 YIELDS=1
                    parallel/sleep | ASLEEP EXTERNAL=1 CHILDREN=2 YIELDS=1 LIVENESS
                    parallel/sleep | ASLEEP WORKERS=3 EXTERNAL=2
                    parallel/sleep | ASLEEP WORKERS=3 EXTERNAL=1 CHILDREN=1 YIELDS=1
                    parallel/sleep | ASLEEP WORKERS=3 EXTERNAL=1 CHILDREN=1 LIVENESS
                    parallel/sleep | ASLEEP EXTERNAL=2 CHILDREN=1 CAS_STEPS
                    spi/shutdown | CHILDREN=2
                    spi/shutdown | CLOSERS=2
                    spi/shutdown | WORKERS=1 EXTERNAL=2
                    spi/shutdown | CHUNKS WORKERS=1 EXTERNAL=2
                    spi/shutdown | CHUNKS CHILDREN=0 EXTERNAL=2
                    spi/shutdown | LIVENESS
                    spi/shutdown | NOW CHILDREN=0
                    spi/shutdown | NOW CLOSERS=0
                    spi/shutdown | NOW CHILDREN=0 LIVENESS
                    """)
    void theProtocolHolds(String model, String options) throws Exception {
        String report = check(model, options);
        assertTrue(report.contains("errors: 0"), report);
        assertFalse(report.contains("Search not completed"), report);
        assertFalse(report.contains("search depth too small"), report);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    parallel/sleep | PUSH_UNFENCED
                    parallel/sleep | ANNOUNCE_UNFENCED
                    parallel/sleep | NO_LAST_LOOK
                    parallel/sleep | LOOK_BEFORE_ANNOUNCE
                    parallel/sleep | FOUND_NO_LOOK
                    parallel/sleep | WAKE_UNCOUNTED
                    parallel/sleep | RESET_AFTER_PUSH
                    parallel/sleep | SIGNAL_GIVES_UP CAS_STEPS ASLEEP EXTERNAL=2 CHILDREN=1
                    parallel/sleep | NO_VERSION CAS_STEPS ASLEEP EXTERNAL=2 CHILDREN=1
                    parallel/sleep | YIELD_SILENT ASLEEP EXTERNAL=1 CHILDREN=1 YIELDS=1
                    parallel/sleep | SLOT_SILENT ASLEEP EXTERNAL=1 CHILDREN=1 YIELDS=1
                    parallel/sleep | MOVE_SILENT ASLEEP EXTERNAL=2 CHILDREN=1
                    parallel/sleep | TOKEN_HIDES NO_RELEASE_LOOK MAX=1 ASLEEP EXTERNAL=3 CHILDREN=1
                    parallel/sleep | SLOT_UNSIGNALLED ASLEEP EXTERNAL=2 CHILDREN=1
                    parallel/sleep | SLOT_UNWATCHED ASLEEP EXTERNAL=2 CHILDREN=1
                    parallel/sleep | CLEAR_NO_LOOK ASLEEP EXTERNAL=1 CHILDREN=2
                    parallel/sleep | BIT_KEPT ASLEEP EXTERNAL=2 CHILDREN=2
                    parallel/sleep | NAP_BLIND LIVENESS ASLEEP EXTERNAL=2 CHILDREN=1
                    spi/shutdown | BEGUN_FIRST
                    spi/shutdown | ENDER_UNFENCED
                    spi/shutdown | PHASE_FIRST
                    spi/shutdown | PHASE_FIRST CHUNKS WORKERS=1 EXTERNAL=2
                    spi/shutdown | OLDER_UNCOUNTED CHUNKS WORKERS=1 EXTERNAL=2
                    spi/shutdown | PUSH_BEFORE_COUNT
                    spi/shutdown | REJECT_SILENT
                    spi/shutdown | TERMINATE_UNCLAIMED
                    spi/shutdown | PARK_UNCHECKED NOW CHILDREN=0 CLOSERS=0
                    spi/shutdown | CANCEL_FIRST NOW CHILDREN=0 CLOSERS=0
                    """)
    void spinRefutesWhatIsBroken(String model, String options) throws Exception {
        String report = check(model, options);
        assertTrue(report.contains("errors: 1"), report);
        // A claim, and nothing else that may be wrong with a model.
        assertTrue(report.contains("assertion violated (") || report.contains("acceptance cycle"), report);
    }

    private String check(String model, String options) throws Exception {
        List<String> generate = new ArrayList<>(List.of("spin", "-a"));
        for (String option : options.split(" ", -1)) generate.add("-D" + option);
        generate.add(MODELS.resolve(model + ".pml").toString());
        run(generate);
        // Unoptimised: to compile takes longer than to search.
        List<String> compile = new ArrayList<>(List.of("gcc", "-O0", "-w", "-DCOLLAPSE", "-DMEMLIM=2048"));
        List<String> search = new ArrayList<>(List.of("./pan", "-m100000", "-w20"));
        if (options.contains("LIVENESS")) {
            compile.add("-DNFAIR=3");
            search.addAll(List.of("-a", "-f"));
        } else {
            compile.add("-DSAFETY");
        }
        compile.addAll(List.of("-o", "pan", "pan.c"));
        run(compile);
        return run(search);
    }

    /** Runs a program to its end, which has to be a success, and returns what it has printed. */
    private String run(List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) process.destroyForcibly();
        String printed = Files.readString(output);
        assertTrue(ended, () -> command + " takes too long:\n" + printed);
        assertTrue(process.exitValue() == 0, () -> command + " failed:\n" + printed);
        return printed;
    }
}
