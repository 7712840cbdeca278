package dev.secretariat.simulation.net;

import dev.secretariat.simulation.SimulationScheduler;

/** What a network draws numbers for. */
enum Purpose {
    DELAY(1),
    LOSS(2),
    DUPLICATION(3),
    REORDERING(4),
    CLOCK_OFFSET(5),
    CLOCK_DRIFT(6),
    UNSYNCED(7),
    CRASH_TIME(8),
    CRASHED_NODE(9),
    DOWNTIME(10),
    PARTITION_TIME(11),
    SIDE(12),
    PARTITION_DURATION(13);

    private static final double UNIT = 0x1.0p-53;

    /** Goes into the hash; never to be changed, or seeds would mean something else. */
    private final long salt;

    Purpose(long salt) {
        this.salt = salt;
    }

    /** Returns a number from 0 to below a bound. */
    long draw(SimulationScheduler simulation, long bound, long... what) {
        return Long.remainderUnsigned(simulation.randomFor(with(what)), bound);
    }

    /** Returns a number from 0 to 1, without 1. */
    double fraction(SimulationScheduler simulation, long... what) {
        return (simulation.randomFor(with(what)) >>> 11) * UNIT;
    }

    private long[] with(long... what) {
        long[] all = new long[what.length + 1];
        all[0] = salt;
        System.arraycopy(what, 0, all, 1, what.length);
        return all;
    }
}
