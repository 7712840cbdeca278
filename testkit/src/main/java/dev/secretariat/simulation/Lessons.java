package dev.secretariat.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongFunction;
import java.util.function.ObjLongConsumer;

/** What a few runs of a program, always the same, tell of it: of its size, and of what its steps touch. Whether one of them fails does not matter. */
final class Lessons {
    /** One in turn, in which tasks meet as often as they can, and some at random. */
    private static final int COUNT = 4;

    private final List<Lesson> lessons = new ArrayList<>();

    /** Of a program of which nothing is known. */
    static final Lessons NONE = new Lessons();

    private Lessons() {}

    /**
     * Takes them.
     *
     * @param runner runs the program, with what makes the choices, and the seed, that it is given
     */
    static Lessons of(ObjLongConsumer<LongFunction<Chooser>> runner) {
        Lessons all = new Lessons();
        for (int number = 0; number < COUNT; number++) {
            boolean inTurn = number == 0;
            runner.accept(
                    seed -> {
                        Lesson lesson = new Lesson(inTurn ? ready -> 0 : new RandomChooser(seed));
                        all.lessons.add(lesson);
                        return lesson;
                    },
                    number);
        }
        return all;
    }

    boolean isEmpty() {
        return lessons.isEmpty();
    }

    /** Returns about how many steps of a run there is a choice, at most; at least 1. */
    int contestedSteps() {
        return Math.max(
                1, lessons.stream().mapToInt(Lesson::contestedSteps).max().orElse(1));
    }

    /** Returns how many tasks there are, at most. */
    int tasks() {
        return lessons.stream().mapToInt(Lesson::tasks).max().orElse(0);
    }

    /** Returns how many steps a task has, on the average; 0 for one that is not known. */
    double steps(int task) {
        return lessons.stream().mapToInt(lesson -> lesson.steps(task)).average().orElse(0);
    }

    /** Returns the task whose step has made that one ready first, in most orders; 0 for none. */
    int parent(int task) {
        for (Lesson lesson : lessons) {
            if (lesson.steps(task) > 0) return lesson.parent(task);
        }
        return 0;
    }

    /**
     * Returns, by task, a weight of its own and those of the tasks that it makes ready first.
     *
     * @param own by task
     */
    double[] withChildren(IntToDoubleFunction own) {
        double[] weights = new double[tasks() + 1];
        for (int task = tasks(); task > 0; task--) { // a task has a higher number than the one that makes it ready
            weights[task] += own.applyAsDouble(task);
            int parent = parent(task);
            if (parent < task) weights[parent] += weights[task];
        }
        return weights;
    }

    /** Returns what is touched by several tasks and written by one of them, each with the steps that touch it; always in the same order. */
    List<Occurrences> contested() {
        SortedMap<Long, Occurrences> objects = new TreeMap<>();
        for (Lesson lesson : lessons) {
            lesson.forEachTouch((object, task, step, writes) -> objects.computeIfAbsent(
                            object, any -> new Occurrences(lessons.size()))
                    .add(task, step, writes));
        }
        return objects.values().stream().filter(Occurrences::isContested).toList();
    }

    /** Returns whether it may matter which of two steps comes first, each given by its task and its number among that task's, from 1. */
    boolean mayConflict(int task, int step, int otherTask, int otherStep) {
        boolean isKnown = false;
        for (Lesson lesson : lessons) {
            Footprint one = lesson.footprint(task, step);
            Footprint other = lesson.footprint(otherTask, otherStep);
            if (one == null || other == null) continue;
            isKnown = true;
            if (one.conflictsWith(other)) return true;
        }
        return !isKnown;
    }
}
