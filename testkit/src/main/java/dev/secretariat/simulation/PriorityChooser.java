package dev.secretariat.simulation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * See {@link Policy#pct}. A task's first priority is random and higher than those of all change points; the
 * task that is to run at the n-th change point gets the priority n instead.
 */
final class PriorityChooser implements Chooser {
    private final SplitMix random;
    private final Map<Integer, Long> priorities = new HashMap<>();

    /** Step numbers, rising. */
    private final long[] changePoints;

    private int changes;
    private long step;

    PriorityChooser(long seed, int depth, int steps) {
        this.random = new SplitMix(seed);
        this.changePoints = new long[depth - 1];
        for (int i = 0; i < changePoints.length; i++) changePoints[i] = random.nextInt(steps);
        Arrays.sort(changePoints);
    }

    @Override
    public int task(ReadyTasks ready) {
        int first = highest(ready);
        while (changes < changePoints.length && changePoints[changes] <= step) {
            priorities.put(ready.id(first), (long) changes++);
            first = highest(ready);
        }
        step++;
        return first;
    }

    private int highest(ReadyTasks ready) {
        int highest = 0;
        for (int i = 1; i < ready.size(); i++) {
            if (priority(ready.id(i)) > priority(ready.id(highest))) highest = i;
        }
        return highest;
    }

    private long priority(int id) {
        return priorities.computeIfAbsent(id, unseen -> changePoints.length + (random.nextLong() >>> 2));
    }

    @Override
    public int worker(int[] idle) {
        return random.nextInt(idle.length);
    }
}
