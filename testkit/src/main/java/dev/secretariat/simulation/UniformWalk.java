package dev.secretariat.simulation;

import java.util.HashMap;
import java.util.Map;

/**
 * See {@link Policy#uniform}. A task's weight is how many steps it has left, and those that it has yet to make ready first have: so many of the orders that are left
 * begin with it. One that has gone on for longer than was foreseen weighs as one with a step left.
 */
record UniformWalk(Lessons lessons) implements LearningPolicy {
    @Override
    public Policy taughtBy(Lessons taught) {
        return new UniformWalk(taught);
    }

    @Override
    public Chooser begin(long seed) {
        return lessons.isEmpty() ? new RandomChooser(seed) : new Walk(seed, lessons.withChildren(lessons::steps));
    }

    private final class Walk implements Chooser {
        private final SplitMix random;
        private final double[] weights;

        /** Those that have been seen, by task: whoever makes them ready does not weigh for them any more. */
        private final Map<Integer, Boolean> seen = new HashMap<>();

        Walk(long seed, double[] weights) {
            this.random = new SplitMix(seed);
            this.weights = weights;
        }

        @Override
        public int task(ReadyTasks ready) {
            for (int i = 0; i < ready.size(); i++) see(ready.id(i));
            int chosen = ready.size() == 1 ? 0 : oneOf(ready);
            int task = ready.id(chosen);
            if (task < weights.length) weights[task]--;
            return chosen;
        }

        private void see(int task) {
            if (seen.putIfAbsent(task, true) != null || task >= weights.length) return;
            int parent = lessons.parent(task);
            if (parent > 0 && parent < task) weights[parent] -= weights[task];
        }

        private int oneOf(ReadyTasks ready) {
            double total = 0;
            for (int i = 0; i < ready.size(); i++) total += weight(ready.id(i));
            double drawn = SplitMix.fraction(random.nextLong()) * total;
            for (int i = 0; i < ready.size() - 1; i++) {
                drawn -= weight(ready.id(i));
                if (drawn < 0) return i;
            }
            return ready.size() - 1;
        }

        private double weight(int task) {
            return task < weights.length ? Math.max(1, weights[task]) : 1;
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
}
