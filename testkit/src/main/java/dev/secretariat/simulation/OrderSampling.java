package dev.secretariat.simulation;

import java.util.HashMap;
import java.util.Map;

/**
 * See {@link Policy#pos}. Each step that a task has before it has a random priority; when one has run, those get a new one that it matters to. What a step will
 * touch is known only from other runs, by its task and its number: where they do not tell, it is taken to matter.
 */
record OrderSampling(Lessons lessons) implements LearningPolicy {
    @Override
    public Policy taughtBy(Lessons taught) {
        return new OrderSampling(taught);
    }

    @Override
    public Chooser begin(long seed) {
        return new Sampling(seed);
    }

    private final class Sampling implements Chooser {
        private final SplitMix random;

        /** Of the next step of each task. */
        private final Map<Integer, Long> priorities = new HashMap<>();

        /** How many steps each task has run. */
        private final Map<Integer, Integer> steps = new HashMap<>();

        Sampling(long seed) {
            this.random = new SplitMix(seed);
        }

        @Override
        public int task(ReadyTasks ready) {
            int highest = 0;
            for (int i = 1; i < ready.size(); i++) {
                if (priority(ready.id(i)) > priority(ready.id(highest))) highest = i;
            }
            int task = ready.id(highest);
            int step = steps.merge(task, 1, Integer::sum);
            priorities.remove(task);
            for (int i = 0; i < ready.size(); i++) {
                int other = ready.id(i);
                if (other != task && lessons.mayConflict(task, step, other, steps.getOrDefault(other, 0) + 1)) {
                    priorities.remove(other);
                }
            }
            return highest;
        }

        private long priority(int task) {
            return priorities.computeIfAbsent(task, unseen -> random.nextLong());
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
