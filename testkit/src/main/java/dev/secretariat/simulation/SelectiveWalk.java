package dev.secretariat.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * See {@link Policy#selective}. Who is next to touch the chosen object is drawn beforehand, by how often each task will yet touch it, as far as lessons tell; all others stop before
 * they touch it. For the rest each step has a random priority. A task's weight contains those of the tasks that it has yet to make ready first.
 */
final class SelectiveWalk implements LearningPolicy {
    private static final int NOBODY = 0;

    /** After so many steps the turn is drawn anew: whoever runs may wait, yielding, for one that has stopped. Not tuned. */
    private static final int PATIENCE = 100;

    private final Lessons lessons;

    /** What is chosen from. */
    private final List<Occurrences> objects;

    SelectiveWalk(Lessons lessons) {
        this.lessons = lessons;
        this.objects = lessons.contested();
    }

    @Override
    public Policy taughtBy(Lessons taught) {
        return new SelectiveWalk(taught);
    }

    @Override
    public Chooser begin(long seed) {
        if (objects.isEmpty()) return new UniformWalk(lessons).begin(seed);
        SplitMix random = new SplitMix(seed);
        return new Walk(random, oneOf(objects, random));
    }

    /** Draws an object, the more likely, the more tasks touch it besides one: so the many that two have for a moment, as a place in a line, do not count for much. */
    private static Occurrences oneOf(List<Occurrences> objects, SplitMix random) {
        int total = objects.stream().mapToInt(object -> object.tasks() - 1).sum();
        int drawn = random.nextInt(total);
        for (Occurrences object : objects) {
            drawn -= object.tasks() - 1;
            if (drawn < 0) return object;
        }
        throw new AssertionError("the weights of objects do not add up to their sum");
    }

    private final class Walk implements Chooser {
        private final SplitMix random;
        private final Occurrences object;
        private final double[] weights;

        /** Of the next step of each task. */
        private final Map<Integer, Long> priorities = new HashMap<>();

        /** How many steps each task has run. */
        private final Map<Integer, Integer> steps = new HashMap<>();

        private final Set<Integer> seen = new HashSet<>();

        /** The task that is the next to touch the object, or one that it makes ready. */
        private int intended = NOBODY;

        /** How many steps have come since somebody has touched the object. */
        private int waited;

        Walk(SplitMix random, Occurrences object) {
            this.random = random;
            this.object = object;
            this.weights = lessons.withChildren(object::count);
        }

        @Override
        public int task(ReadyTasks ready) {
            for (int i = 0; i < ready.size(); i++) see(ready.id(i));
            int chosen = ready.size() == 1 ? 0 : oneOf(ready);
            int task = ready.id(chosen);
            if (touches(task)) {
                if (task < weights.length) weights[task]--;
                intended = NOBODY;
                waited = 0;
            }
            steps.merge(task, 1, Integer::sum);
            priorities.remove(task);
            return chosen;
        }

        /** Looks at a task, whose weight its parent has had until it was seen, and perhaps its turn. */
        private void see(int task) {
            if (!seen.add(task) || task >= weights.length) return;
            int parent = lessons.parent(task);
            if (parent == 0 || parent >= task) return;
            if (intended == parent && fraction() * weights[parent] < weights[task]) intended = task;
            weights[parent] -= weights[task];
        }

        private boolean touches(int task) {
            return object.isTouched(task, steps.getOrDefault(task, 0) + 1);
        }

        private int oneOf(ReadyTasks ready) {
            if (++waited > PATIENCE) intended = drawn(ready, 1);
            else if (intended == NOBODY) intended = drawn(ready, 0);
            if (waited > PATIENCE) waited = 0;
            int highest = highest(ready);
            if (highest >= 0) return highest;
            intended = drawn(ready, 1); // all others are about to touch it, and this one waits
            return ready.indexOf(intended);
        }

        /** Returns the one of the highest priority among those that do not stop; -1 for none. */
        private int highest(ReadyTasks ready) {
            int highest = -1;
            for (int i = 0; i < ready.size(); i++) {
                int task = ready.id(i);
                if (task != intended && touches(task)) continue;
                if (highest < 0 || priority(task) > priority(ready.id(highest))) highest = i;
            }
            return highest;
        }

        private long priority(int task) {
            return priorities.computeIfAbsent(task, unseen -> random.nextLong());
        }

        /**
         * Draws a task by the weights.
         *
         * @param least what each weighs at least
         */
        private int drawn(ReadyTasks ready, int least) {
            double total = 0;
            for (int i = 0; i < ready.size(); i++) total += weight(ready.id(i), least);
            double left = fraction() * total;
            int last = NOBODY;
            for (int i = 0; i < ready.size(); i++) {
                double weight = weight(ready.id(i), least);
                if (weight <= 0) continue;
                last = ready.id(i);
                left -= weight;
                if (left < 0) break;
            }
            return last;
        }

        private double weight(int task, int least) {
            return task < weights.length ? Math.max(least, weights[task]) : least;
        }

        private double fraction() {
            return SplitMix.fraction(random.nextLong());
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
