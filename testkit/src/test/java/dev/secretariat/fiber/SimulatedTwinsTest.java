package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.fiber.TwinProgram.Maker;
import dev.secretariat.fiber.TwinProgram.Result;
import dev.secretariat.fiber.TwinProgram.Steps;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.AssertionFailedError;

/**
 * Random programs as fibers and as steps, by the same seeds: each does the same in the same order, and the seed chooses the same. In
 * turn all tasks are fibers, and some of them at random, on whatever carriers there are. Thousands of seeds in each build, and as
 * many as one likes with {@code -Psoak -Dtwins.programs=100000}.
 */
class SimulatedTwinsTest {
    private static final int PROGRAMS = 300;
    private static final int SEEDS = 4;

    static Stream<Carrier> carriers() {
        return SimulatedFibersTest.carriers();
    }

    @ParameterizedTest
    @MethodSource("carriers")
    @Timeout(120)
    void fibersDoWhatTheirTwinsOfStepsDo(Carrier carrier) {
        sweep(carrier, PROGRAMS);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    @Tag("soak")
    void fibersDoWhatTheirTwinsOfStepsDoForLong(Carrier carrier) {
        sweep(carrier, Integer.getInteger("twins.programs", 30_000));
    }

    @Test
    void aDifferenceIsFound() {
        TwinProgram program = new TwinProgram(0);
        Result steps = program.run(0, Steps::new);
        Result others = program.run(0, (run, id, moves) -> {
            boolean isChild = id.contains(".");
            return run.fiber(id, isChild ? moves : moves.subList(1, moves.size()), Carrier.PLATFORM_BATON);
        });
        AssertionFailedError error = assertThrows(AssertionFailedError.class, () -> compare(steps, others, "seed 0"));
        assertTrue(error.getMessage().contains("seed 0, after ["), error.getMessage());
    }

    /** The same programs in each build; {@code -Dtwins.seed} says which is the first. */
    private static void sweep(Carrier carrier, int programs) {
        long first = Long.getLong("twins.seed", 0);
        List<Carrier> all = carriers().toList();
        for (long i = first; i < first + programs; i++) {
            TwinProgram program = new TwinProgram(i);
            for (long seed = SEEDS * i; seed < SEEDS * (i + 1); seed++) {
                Result steps = program.run(seed, Steps::new);
                SplittableRandom random = new SplittableRandom(seed);
                boolean isMixed = seed % 2 == 1;
                Maker maker = (run, id, moves) -> {
                    int which = isMixed ? random.nextInt(all.size() + 1) : all.indexOf(carrier);
                    return which == all.size() ? new Steps(run, id, moves) : run.fiber(id, moves, all.get(which));
                };
                compare(steps, program.run(seed, maker), "program " + i + ", seed " + seed + ", " + program);
            }
        }
    }

    private static void compare(Result steps, Result fibers, String where) {
        List<String> expected = steps.seen();
        List<String> seen = fibers.seen();
        int same = 0;
        while (same < Math.min(expected.size(), seen.size())
                && expected.get(same).equals(seen.get(same))) same++;
        String after = where + ", after " + expected.subList(Math.max(0, same - 5), same);
        assertEquals(expected.subList(same, expected.size()), seen.subList(same, seen.size()), after);
        assertEquals(steps.schedule(), fibers.schedule(), where);
        assertEquals(steps.traceHash(), fibers.traceHash(), where);
    }
}
