package dev.secretariat.benchmarks.run;

import java.util.OptionalDouble;

/**
 * What we expect of ourselves on several numbers of workers: up to one worker a processor, more workers should be
 * faster than one; beyond that, they should be hardly slower than one a processor.
 *
 * @param processors how many there are
 */
record Scaling(int processors) {
    private static final double SPEED_UP_OF_TWO = 1.7;
    private static final double MAX_SLOW_DOWN_BEYOND_PROCESSORS = 1.1;

    /** Returns the number of workers that a number of workers is compared with; it may be that number itself. */
    int heldAgainst(int workers) {
        return workers > processors ? processors : 1;
    }

    OptionalDouble target(int workers) {
        if (workers > processors) return OptionalDouble.of(1 / MAX_SLOW_DOWN_BEYOND_PROCESSORS);
        return workers == 2 ? OptionalDouble.of(SPEED_UP_OF_TWO) : OptionalDouble.empty();
    }
}
