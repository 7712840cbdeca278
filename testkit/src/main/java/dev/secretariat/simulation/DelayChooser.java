package dev.secretariat.simulation;

import java.util.HashSet;
import java.util.Set;

/** See {@link Policy#delays}. Without delays it goes by {@link Turns}; a delay passes over the one whose turn it is. */
final class DelayChooser implements Chooser {
    private final SplitMix random;

    /** Before which of the choices, counted from 1. */
    private final Set<Integer> delays = new HashSet<>();

    private final Turns turns = new Turns();
    private int choices;

    DelayChooser(long seed, int delays, int steps) {
        this.random = new SplitMix(seed);
        int points = Math.min(delays, steps);
        while (this.delays.size() < points) this.delays.add(1 + random.nextInt(steps));
    }

    @Override
    public int task(ReadyTasks ready) {
        int chosen = 0;
        if (ready.size() > 1) {
            choices++;
            chosen = turns.next(ready);
            if (delays.contains(choices)) chosen = Turns.after(ready, ready.id(chosen));
        }
        turns.runs(ready.id(chosen));
        return chosen;
    }

    @Override
    public int alternative(int alternatives) {
        return random.nextInt(alternatives);
    }

    @Override
    public boolean passesTime(ReadyTasks ready) {
        return random.nextInt(ready.size() + 1) == 0;
    }

    @Override
    public int worker(int[] idle) {
        return idle.length == 1 ? 0 : random.nextInt(idle.length);
    }
}
