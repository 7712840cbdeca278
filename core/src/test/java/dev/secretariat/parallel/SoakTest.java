package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A few seconds of mixed load in each build, and as many as one likes with {@code mvn -Psoak -pl core test}:
 * {@code -Dsoak.seconds=600} is the default there, {@code -Dsoak.seed} repeats a run's choices.
 */
class SoakTest {
    private static void soak(long seconds) throws InterruptedException {
        long seed = Long.getLong("soak.seed", new Random().nextLong());
        System.out.println("soak for " + seconds + " s with seed " + seed);
        Soak soak = new Soak(seed);
        long begun = System.nanoTime();
        BooleanSupplier end = () -> System.nanoTime() - begun > seconds * 1_000_000_000L;
        try {
            soak.run(end);
        } finally {
            System.out.println(soak);
        }
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void everyTaskEndsOnceUnderAMixedLoad() throws Exception {
        soak(5);
    }

    @Test
    @Tag("soak")
    void everyTaskEndsOnceUnderALongMixedLoad() {
        long seconds = Long.getLong("soak.seconds", 600);
        assertTimeoutPreemptively(Duration.ofSeconds(seconds + 120), () -> soak(seconds));
    }
}
