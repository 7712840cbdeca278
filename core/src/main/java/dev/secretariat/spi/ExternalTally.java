package dev.secretariat.spi;

import dev.secretariat.internal.PaddedLong;
import dev.secretariat.internal.Stripes;
import java.util.ArrayList;
import java.util.List;

/**
 * How many tasks have ended on external threads: the sum of a few counts, so that those which end tasks at once seldom count in
 * the same one. How many these threads have begun, {@link TaskRegistry#begunExternal} tells.
 */
final class ExternalTally {
    private final List<PaddedLong> counts = new ArrayList<>();

    ExternalTally() {
        this(Stripes.count(Runtime.getRuntime().availableProcessors()), 0);
    }

    /** With a sum that begins here, for tests of its wrap-around. */
    ExternalTally(int count, long start) {
        counts.add(new PaddedLong(start));
        while (counts.size() < count) counts.add(new PaddedLong());
    }

    /** Counts one that has ended; volatile. */
    void countEndedExternal() {
        counts.get(Stripes.own(counts.size())).getAndAdd(1);
    }

    long ended() {
        long sum = 0;
        for (int i = 0; i < counts.size(); i++) sum += counts.get(i).getVolatile();
        return sum;
    }
}
