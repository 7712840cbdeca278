package dev.secretariat.simulation;

import dev.secretariat.TaskHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tasks that may run now, and which of them ran last. */
final class ReadyLine implements ReadyTasks {
    private final List<SimulatedTask> line = new ArrayList<>();
    private @Nullable SimulatedTask last;

    void add(SimulatedTask task) {
        line.add(task);
    }

    /** Returns the index that a chooser has chosen, if it is one. */
    int checked(int index) {
        if (index >= 0 && index < line.size()) return index;
        throw new IllegalArgumentException("the chooser chose " + index + " of " + line.size() + " ready tasks");
    }

    SimulatedTask take(int index) {
        last = line.remove(index);
        return last;
    }

    void removeKilled() {
        line.removeIf(SimulatedTask::isKilled);
    }

    boolean isEmpty() {
        return line.isEmpty();
    }

    @Override
    public int size() {
        return line.size();
    }

    @Override
    public int id(int index) {
        return line.get(index).id;
    }

    @Override
    public TaskHandle<?> handle(int index) {
        return line.get(index).cell.handle();
    }

    @Override
    public int last() {
        SimulatedTask task = last;
        if (task == null || task.ready == null) return -1;
        return line.lastIndexOf(task); // -1 while its last step still takes its time
    }
}
