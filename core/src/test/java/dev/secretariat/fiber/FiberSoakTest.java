package dev.secretariat.fiber;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many fibers with random waits, on each carrier: a few rounds in each build, {@code -Dsoak.seconds} of them with {@code -Psoak}. */
class FiberSoakTest {
    static Stream<Carrier> carriers() {
        return FiberTest.carriers();
    }

    @ParameterizedTest
    @MethodSource("carriers")
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void everyBodyEndsOnceAndNoThreadIsLeft(Carrier carrier) throws Exception {
        long seed = Long.getLong("soak.seed", new Random().nextLong());
        for (int round = 0; round < 6; round++) new FiberSoak(carrier, seed + round).run();
    }

    @ParameterizedTest
    @MethodSource("carriers")
    @Tag("soak")
    void everyBodyEndsOnceForLong(Carrier carrier) throws Exception {
        long seed = Long.getLong("soak.seed", new Random().nextLong());
        long begun = System.nanoTime();
        long nanos = Long.getLong("soak.seconds", 600) * 1_000_000_000L;
        for (int round = 0; System.nanoTime() - begun < nanos; round++) new FiberSoak(carrier, seed + round).run();
    }
}
