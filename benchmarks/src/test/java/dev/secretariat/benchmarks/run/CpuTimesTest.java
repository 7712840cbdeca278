package dev.secretariat.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuTimesTest {
    private static final String SELF = "4711 (a (b) c) S 1 2 3 4 -1 5 6 7 8 9 %d %d %d %d 20 0 1 0 99\n";

    @TempDir
    private Path proc;

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectory(proc.resolve("self"));
    }

    private void write(String stat, String self) throws IOException {
        Files.writeString(proc.resolve("stat"), stat);
        Files.writeString(proc.resolve("self").resolve("stat"), self);
    }

    @Test
    void allProcessorsAndAllOfOursAreCounted() throws IOException {
        write("cpu  100 20 30 400 50 6 7 8 9 10\ncpu0 1 1 1 1 1 1 1 1 1 1\n", SELF.formatted(10, 20, 30, 40));
        assertEquals(Optional.of(new CpuTimes(621, 171, 100)), CpuTimes.read(proc));
    }

    @Test
    void whatIsNotOursIsForeign() {
        CpuTimes before = new CpuTimes(1000, 500, 100);
        assertEquals(OptionalDouble.of(0.25), new CpuTimes(1400, 800, 300).foreignSince(before));
        assertEquals(OptionalDouble.of(0), new CpuTimes(1400, 800, 402).foreignSince(before));
        assertEquals(OptionalDouble.empty(), before.foreignSince(before));
    }

    @Test
    void whatCannotBeReadIsUnknown() throws IOException {
        assertEquals(Optional.empty(), CpuTimes.read(proc));
        write("intr 1 2 3\n", SELF.formatted(1, 2, 3, 4));
        assertEquals(Optional.empty(), CpuTimes.read(proc));
        write("cpu  1 2 3 4\n", SELF.formatted(1, 2, 3, 4));
        assertEquals(Optional.empty(), CpuTimes.read(proc));
        write("cpu  1 2 3 4 5 6 7 8\n", "");
        assertEquals(Optional.empty(), CpuTimes.read(proc));
        write("cpu  1 2 3 4 5 six 7 8\n", SELF.formatted(1, 2, 3, 4));
        assertEquals(Optional.empty(), CpuTimes.read(proc));
    }

    @Test
    void onlyMoreThanATenthIsMuch() {
        assertFalse(new Load(OptionalDouble.empty(), OptionalDouble.of(0.1)).isForeign());
        assertTrue(new Load(OptionalDouble.empty(), OptionalDouble.of(0.11)).isForeign());
        assertFalse(Load.UNKNOWN.isForeign());
    }
}
