package dev.secretariat.simulation;

import java.util.random.RandomGenerator;

/**
 * SplitMix64, after Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014). Our own,
 * so that a seed means the same on every JDK. Seeds that follow each other give unrelated numbers.
 */
final class SplitMix implements RandomGenerator {
    /** The odd number that is next to 2^64 divided by the golden ratio, as in the paper. */
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private static final double DOUBLE_UNIT = 0x1.0p-53;

    private final Runnable drawn;
    private long state;

    SplitMix(long seed) {
        this(seed, () -> {});
    }

    /** Numbers of which somebody is told that one is drawn. */
    SplitMix(long seed, Runnable drawn) {
        this.state = mix(seed);
        this.drawn = drawn;
    }

    /** Returns a number that depends on each of the given ones, and looks random. */
    static long hash(long seed, long... more) {
        long hash = mix(seed + GOLDEN_GAMMA);
        for (long next : more) hash = mix((hash ^ next) + GOLDEN_GAMMA);
        return hash;
    }

    /** Mixes by Stafford's variant 13 of the finalizer of MurmurHash3. */
    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /** Returns a number from 0 to 1, without 1. */
    static double fraction(long hash) {
        return (hash >>> 11) * DOUBLE_UNIT;
    }

    // The methods below are those of RandomGenerator whose defaults may change from one JDK to the next.

    @Override
    public long nextLong() {
        drawn.run();
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    @Override
    public int nextInt() {
        return (int) (nextLong() >>> 32);
    }

    @Override
    public int nextInt(int bound) {
        if (bound <= 0) throw new IllegalArgumentException("bound is not positive: " + bound);
        return (int) Math.multiplyHigh(nextLong() >>> 1, (long) bound << 1);
    }

    @Override
    public int nextInt(int origin, int bound) {
        return (int) nextLong(origin, bound);
    }

    @Override
    public long nextLong(long bound) {
        return nextLong(0, bound);
    }

    @Override
    public long nextLong(long origin, long bound) {
        if (origin >= bound) throw new IllegalArgumentException("no number from " + origin + " to below " + bound);
        long range = bound - origin; // unsigned
        return origin + Long.remainderUnsigned(nextLong(), range);
    }

    @Override
    public boolean nextBoolean() {
        return nextLong() < 0;
    }

    @Override
    public double nextDouble() {
        return fraction(nextLong());
    }

    @Override
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1.0p-24f;
    }
}
