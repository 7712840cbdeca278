package dev.secretariat.spi;

import dev.secretariat.internal.Stripes;
import java.util.ArrayList;
import java.util.List;

/**
 * How many tasks external threads have begun and ended: the sum of a few tallies, so that those which submit at once seldom
 * count in the same one. Only the sums mean something, as a task that one thread has submitted may end on another.
 */
final class ExternalTally {
    private final List<Tally> tallies = new ArrayList<>();

    ExternalTally() {
        this(Stripes.count(Runtime.getRuntime().availableProcessors()), 0);
    }

    /** With sums that begin here, for tests of their wrap-around. */
    ExternalTally(int count, long start) {
        tallies.add(new Tally(start));
        while (tallies.size() < count) tallies.add(new Tally());
    }

    void countBegunExternal() {
        own().countBegunExternal();
    }

    void countEndedExternal() {
        own().countEndedExternal();
    }

    private Tally own() {
        return tallies.get(Stripes.own(tallies.size()));
    }

    long begun() {
        long sum = 0;
        for (int i = 0; i < tallies.size(); i++) sum += tallies.get(i).begun();
        return sum;
    }

    long ended() {
        long sum = 0;
        for (int i = 0; i < tallies.size(); i++) sum += tallies.get(i).ended();
        return sum;
    }
}
