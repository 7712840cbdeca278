package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link Simulation#corpus}. */
class CorpusTest {
    @TempDir
    private Path folder;

    private int runs;

    /** Two tasks of two steps, which fail where the second is in between, as long as they are not mended. */
    private Simulation program(boolean mended) {
        return Simulation.of(simulation -> {
            runs++;
            StringBuilder told = new StringBuilder();
            for (String name : List.of("a", "b")) {
                int[] steps = {0};
                simulation.submit(name, worker -> {
                    told.append(name);
                    return ++steps[0] < 2 ? Step.yieldNow() : Step.done();
                });
            }
            simulation.run();
            if (!mended && told.toString().equals("abba")) throw new AssertionError("in between: abba");
        });
    }

    @Test
    void whatHasFailedIsRunFirst() throws IOException {
        Path file = folder.resolve("new/corpus.txt");
        Simulation simulation = program(false).corpus(file);
        SimulationFailure first = assertThrows(SimulationFailure.class, () -> simulation.check(1_000));
        List<String> lines = Files.readAllLines(file);
        assertEquals(1, lines.size());
        assertTrue(
                lines.get(0).matches("\\d+:1,2x2,1     # java.lang.AssertionError: in between: abba"),
                lines.toString());
        assertThrows(SimulationFailure.class, () -> simulation.check(1_000, 10, text -> {}));
        assertEquals(lines, Files.readAllLines(file)); // not twice
        runs = 0;
        SimulationFailure again =
                assertThrows(SimulationFailure.class, () -> simulation.check(0, 1_000L, 2, text -> {}));
        assertEquals(first.smallest().schedule(), again.smallest().schedule());
        Simulation mended = program(true).corpus(file);
        runs = 0;
        mended.check(1);
        assertEquals(2, runs);
    }

    @Test
    void whatNoLongerFitsIsLeftOut() throws IOException {
        Path file = folder.resolve("corpus.txt");
        Files.writeString(file, "# of another program\n\n1:1x2,3x2\n");
        List<String> told = new ArrayList<>();
        program(true).corpus(file).check(0, 1, told::add);
        assertEquals(1, told.size());
        assertTrue(
                told.get(0).startsWith("line 3 of " + file + " is left out, since it no longer fits"), told.toString());
    }

    @Test
    void whatIsNoScheduleIsNamed() throws IOException {
        Path file = folder.resolve("corpus.txt");
        Files.writeString(file, "1:1x2,2x2\n1:1x2,nonsense # what\n");
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> program(true).corpus(file).check(1))
                .getMessage();
        assertTrue(message.startsWith("line 2 of " + file + " is not a schedule, since 'nonsense'"), message);
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        Exception failure = assertThrows(
                UncheckedIOException.class, () -> program(true).corpus(folder).check(1));
        assertTrue(failure.getMessage().contains(folder.toString()), failure.getMessage());
        assertFalse(Files.isRegularFile(folder));
    }
}
