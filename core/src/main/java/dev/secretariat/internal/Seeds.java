package dev.secretariat.internal;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The one place where randomness enters. */
public final class Seeds {
    private Seeds() {}

    /** A fast generator with a seed of its own, for one thread. */
    public static RandomGenerator generator() {
        return new SplittableRandom(new SecureRandom().nextLong());
    }
}
