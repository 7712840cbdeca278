package dev.secretariat.simulation;

import java.util.HashMap;
import java.util.Map;

/**
 * See {@link Policy#pct}. A task's first priority is random, and higher than all that change points give. The first
 * point drawn gives the highest of those to the task that arrives there, the next one the next, wherever they lie in
 * the run.
 *
 * <p>The paper lowers a thread's priority when it has run the k-th step of the run, with k drawn from all of them.
 * Then no thread is lowered before its first step, and steps are drawn before which there is nothing to choose, and
 * last steps of threads, after which there is nothing to lower. Points here are arrivals at steps, as {@link
 * Arrivals} counts them. The argument is the paper's: let a bug need that d steps come each after some other, which
 * are b(1) to b(d) in the order in which they come. If the task of b(1) has the lowest first priority, and for i &gt; 1 the
 * arrival at b(i) is the point that was drawn as number i - 1, then each b(i) is held back until all that is
 * ready besides has come to one of them, and they come in that order. There are n tasks that may have the
 * lowest priority, and k arrivals for each of the d - 1 points; as each step is arrived at once, no two of the points are the
 * same, so they are drawn without repetition. An arrival that is not counted holds up nobody: there was
 * no other task to run.
 *
 * <p>Priorities starve: a task that yields until another has done something would be chosen for ever if its
 * priority were higher. So a run that has more arrivals than were foreseen, for which nothing is promised any
 * more, goes on at random, as Coyote's does.
 */
final class PriorityChooser implements Chooser {
    private final SplitMix random;
    private final int steps;
    private final Arrivals arrivals = new Arrivals();

    /** By the number of the arrival, the priority that it gives. */
    private final Map<Integer, Long> changePoints = new HashMap<>();

    private final Map<Integer, Long> priorities = new HashMap<>();

    PriorityChooser(long seed, int depth, int steps) {
        this.random = new SplitMix(seed);
        this.steps = steps;
        int points = Math.min(depth - 1, steps);
        while (changePoints.size() < points) {
            changePoints.putIfAbsent(1 + random.nextInt(steps), (long) -changePoints.size());
        }
    }

    @Override
    public int task(ReadyTasks ready) {
        int chosen = ready.size() == 1 ? 0 : oneOf(ready);
        arrivals.leaves(ready.id(chosen));
        return chosen;
    }

    private int oneOf(ReadyTasks ready) {
        for (int i = 0; i < ready.size(); i++) arrive(ready.id(i));
        return arrivals.total() > steps ? random.nextInt(ready.size()) : highest(ready);
    }

    private void arrive(int task) {
        Long lowered = changePoints.get(arrivals.count(task));
        if (lowered != null) priorities.put(task, lowered);
    }

    private int highest(ReadyTasks ready) {
        int highest = 0;
        for (int i = 1; i < ready.size(); i++) {
            if (priority(ready.id(i)) > priority(ready.id(highest))) highest = i;
        }
        return highest;
    }

    /** Returns a task's priority; a new one may come anywhere among those that were there before and not lowered. */
    private long priority(int task) {
        // Two bits less: not negative, and adding 1 cannot overflow.
        return priorities.computeIfAbsent(task, unseen -> 1 + (random.nextLong() >>> 2));
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
