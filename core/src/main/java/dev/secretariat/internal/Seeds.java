package dev.secretariat.internal;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The one place where randomness enters. */
public final class Seeds {
    private Seeds() {}

    /** Returns a seed that nobody can foresee. */
    public static long fresh() {
        return new SecureRandom().nextLong();
    }

    /** Returns a fast generator with a seed of its own, for one thread. */
    public static RandomGenerator generator() {
        return generator(fresh());
    }

    /** Returns a fast generator, for one thread: the same numbers for the same seed. */
    public static RandomGenerator generator(long seed) {
        return new SplittableRandom(seed);
    }

    /** Returns the seed of one of several generators that begin with one seed, and are independent. */
    public static long derive(long seed, int index) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.nextLong() ^ new SplittableRandom(index).nextLong();
    }
}
