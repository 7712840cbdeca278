package dev.secretariat.stress;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A meeting of two, after which what each stores is late to be seen by the other: for tests of fences
 * between a store and a load. A processor keeps its stores in a buffer until the cache lines are its own,
 * and x86 lets them out in their order. So each actor first makes some lines its own, and after the
 * meeting writes those of the other; what it stores next has to wait behind them, while its loads do not.
 */
public final class LateStoresMeeting extends Meeting {
    private static final int LINES = 16;
    private static final int LINE = 16; // ints

    private final AtomicInteger first = new AtomicInteger();
    private final int[] lines = new int[2 * LINES * LINE];

    public LateStoresMeeting() {
        super(2);
    }

    @Override
    public void join() {
        int own = first.getAndIncrement();
        write(own);
        super.join();
        write(1 - own);
    }

    private void write(int half) {
        int begin = half * LINES * LINE;
        for (int i = begin; i < begin + LINES * LINE; i += LINE) lines[i] = begin + i;
    }
}
