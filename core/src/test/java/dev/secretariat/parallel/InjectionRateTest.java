package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** When the others keep up with what external threads bring. */
class InjectionRateTest {
    private static final long MICRO = 1_000;

    /** Returns whether they keep up if this happens between two looks. */
    private static boolean isKeptUpWith(long nanos, int taken, int left, int othersSteps) {
        int takenBefore = Integer.MAX_VALUE - 10; // the counts wrap around
        InjectionRate rate = new InjectionRate();
        rate.look(-5, takenBefore, takenBefore + 3, 77);
        rate.look(nanos - 5, takenBefore + taken, takenBefore + taken + left, 77L + othersSteps);
        return rate.isKeptUpWith();
    }

    @Test
    void othersWhoTakeMuchAndLeaveLittleKeepUp() {
        assertTrue(isKeptUpWith(50 * MICRO, 1_000, 10, 1_000));
    }

    @Test
    void whereLittleIsTakenOneMayBeNeeded() {
        assertTrue(isKeptUpWith(50 * MICRO, 50, 0, 50));
        assertFalse(isKeptUpWith(50 * MICRO, 49, 0, 49));
    }

    @Test
    void whereMuchIsLeftOneIsNeeded() {
        assertTrue(isKeptUpWith(50 * MICRO, 1_000, 4_000, 1_000), "200 microseconds' worth");
        assertFalse(isKeptUpWith(50 * MICRO, 1_000, 4_001, 1_000));
    }

    @Test
    void whoeverHasTakenMostHimselfIsNeeded() {
        assertTrue(isKeptUpWith(50 * MICRO, 1_000, 10, 500));
        assertFalse(isKeptUpWith(50 * MICRO, 1_000, 10, 499));
    }

    @Test
    void othersWhoHaveTasksOfTheirOwnCanBeHelped() {
        assertTrue(isKeptUpWith(50 * MICRO, 1_000, 10, 2_000));
        assertFalse(isKeptUpWith(50 * MICRO, 1_000, 10, 2_001));
    }

    @Test
    void whatWasLongAgoSaysNothing() {
        assertTrue(isKeptUpWith(10_000 * MICRO, 1_000_000, 10, 1_000_000));
        assertFalse(isKeptUpWith(10_001 * MICRO, 1_000_000, 10, 1_000_000));
    }

    @Test
    void nothingOverflows() {
        assertFalse(isKeptUpWith(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
        assertFalse(isKeptUpWith(10_000 * MICRO, 10_000, Integer.MAX_VALUE, 10_000));
    }
}
