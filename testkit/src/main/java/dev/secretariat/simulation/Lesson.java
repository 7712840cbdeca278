package dev.secretariat.simulation;

import dev.secretariat.spi.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one run tells of a program: passes choices on, and counts. */
final class Lesson implements ObservingChooser {
    /** Of longer runs, only the beginning is kept: more would be costly, and say little. */
    private static final int MOST_STEPS = 10_000;

    private final Chooser chooser;
    private final Arrivals arrivals = new Arrivals();

    /** By task, what each of its steps has touched. */
    private final Map<Integer, List<Footprint>> touched = new HashMap<>();

    private final Map<Integer, Integer> parents = new HashMap<>();
    private int running;
    private int steps;

    Lesson(Chooser chooser) {
        this.chooser = chooser;
    }

    @Override
    public int task(ReadyTasks ready) {
        if (ready.size() > 1) {
            for (int i = 0; i < ready.size(); i++) arrivals.count(ready.id(i));
        }
        for (int i = 0; i < ready.size(); i++) parents.putIfAbsent(ready.id(i), running);
        int chosen = chooser.task(ready);
        running = ready.id(chosen);
        arrivals.leaves(running);
        return chosen;
    }

    @Override
    public int alternative(int alternatives) {
        return chooser.alternative(alternatives);
    }

    @Override
    public boolean passesTime(ReadyTasks ready) {
        return chooser.passesTime(ready);
    }

    @Override
    public int worker(int[] idle) {
        return chooser.worker(idle);
    }

    @Override
    public void ended(Footprint what, @Nullable Reason next) {
        if (steps++ < MOST_STEPS)
            touched.computeIfAbsent(running, any -> new ArrayList<>()).add(what);
    }

    @Override
    public void timePasses() {}

    @Override
    public void programGoesOn() {
        List<Footprint> last = touched.get(running);
        if (last != null && steps <= MOST_STEPS) last.set(last.size() - 1, Footprint.ALL);
    }

    int contestedSteps() {
        return arrivals.total();
    }

    int tasks() {
        return touched.size();
    }

    int steps(int task) {
        List<Footprint> known = touched.get(task);
        return known == null ? 0 : known.size();
    }

    /** Returns the task whose step came before that one was ready; 0 for none. */
    int parent(int task) {
        return parents.getOrDefault(task, 0);
    }

    /** Returns what a step has touched; null if there was none. */
    @Nullable
    Footprint footprint(int task, int step) {
        List<Footprint> known = touched.get(task);
        return known == null || known.size() < step ? null : known.get(step - 1);
    }

    /** Tells of each object that a step has touched; not of what was done to tasks, which nearly all steps touch. */
    void forEachTouch(TouchConsumer consumer) {
        touched.forEach((task, steps) -> {
            for (int i = 0; i < steps.size(); i++) {
                Footprint step = steps.get(i);
                for (int j = 0; j < step.size(); j++) {
                    if (Touches.isControl(step.object(j))) continue;
                    consumer.accept(step.object(j), task, i + 1, step.isWritten(j));
                }
            }
        });
    }

    /** Is told that a step, given by its task and its number, has touched an object. */
    @FunctionalInterface
    interface TouchConsumer {
        void accept(long object, int task, int step, boolean writes);
    }
}
