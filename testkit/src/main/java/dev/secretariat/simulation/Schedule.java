package dev.secretariat.simulation;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * Who ran when: all choices of a run. Its text is short, replays exactly, and has no spaces:
 *
 * <pre>{@code
 * 42:1x3,2,1@1           seed 42; task 1 for three steps, task 2 for one, task 1 for one on worker 1
 * 42:1x3,2,1@1/3,5-8     the same, where tasks 3 and 5 to 8 never get to run
 * 42:1x3,0,2?2,0x4       task 1 for three steps, then time passes; the program has chosen 2 once, then 0 four times
 * }</pre>
 *
 * <p>Tasks are numbered from 1 in the order in which they first became ready, workers from 0. Immutable.
 */
public final class Schedule {
    /** What is read may be mistyped, and must not fill the memory: 80 MB at most. */
    static final int MAX_STEPS = 10_000_000;

    /** In the place of a task's number: time passes although tasks are ready. */
    static final int TIME = 0;

    /** The same, for a set of numbers, of which each takes more. */
    private static final int MAX_LEFT_OUT = 1_000_000;

    private final long seed;
    private final int[] tasks;
    private final int[] workers;
    private final int[] choices;
    private final SortedSet<Integer> leftOut;

    Schedule(long seed, int[] tasks, int[] workers, int[] choices, SortedSet<Integer> leftOut) {
        this.seed = seed;
        this.tasks = tasks;
        this.workers = workers;
        this.choices = choices;
        this.leftOut = Collections.unmodifiableSortedSet(leftOut);
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if the text is not a schedule; says what is wrong with which part
     */
    public static Schedule parse(String text) {
        Objects.requireNonNull(text, "text");
        int colon = text.indexOf(':');
        if (colon < 0) throw unreadable(text, "it has no ':' after the seed");
        long seed = number(text, text.substring(0, colon), Long.MIN_VALUE, Long.MAX_VALUE);
        int slash = text.indexOf('/', colon);
        int endOfChoices = slash < 0 ? text.length() : slash;
        int mark = text.substring(0, endOfChoices).indexOf('?', colon);
        Steps steps = new Steps();
        String rest = text.substring(colon + 1, mark < 0 ? endOfChoices : mark);
        if (!rest.isEmpty()) {
            for (String part : rest.split(",", -1)) parse(text, part, steps);
        }
        if (mark >= 0) {
            for (String part : text.substring(mark + 1, endOfChoices).split(",", -1)) parseChoice(text, part, steps);
        }
        SortedSet<Integer> leftOut = new TreeSet<>();
        if (slash >= 0) {
            for (String part : text.substring(slash + 1).split(",", -1)) parse(text, part, leftOut);
        }
        return steps.toSchedule(seed, leftOut);
    }

    private static void parse(String text, String part, Set<Integer> leftOut) {
        int dash = part.indexOf('-');
        long first = number(text, dash < 0 ? part : part.substring(0, dash), 1, MAX_LEFT_OUT);
        long last = dash < 0 ? first : number(text, part.substring(dash + 1), first, MAX_LEFT_OUT);
        for (long task = first; task <= last; task++) leftOut.add((int) task);
    }

    private static void parse(String text, String part, Steps steps) {
        int at = part.indexOf('@');
        int times = part.indexOf('x');
        int endOfWorker = times < 0 ? part.length() : times;
        if (at > endOfWorker) throw unreadable(text, "'" + part + "' has its '@' after its 'x'");
        String task = part.substring(0, at < 0 ? endOfWorker : at);
        int id = (int) number(text, task, TIME, Integer.MAX_VALUE);
        int worker = at < 0 ? 0 : (int) number(text, part.substring(at + 1, endOfWorker), 0, Integer.MAX_VALUE);
        long count = times < 0 ? 1 : number(text, part.substring(times + 1), 1, MAX_STEPS);
        if (steps.size() + count > MAX_STEPS) throw unreadable(text, "it has more than " + MAX_STEPS + " steps");
        for (long i = 0; i < count; i++) steps.add(id, worker);
    }

    private static void parseChoice(String text, String part, Steps steps) {
        int times = part.indexOf('x');
        int alternative = (int) number(text, times < 0 ? part : part.substring(0, times), 0, Integer.MAX_VALUE - 1);
        long count = times < 0 ? 1 : number(text, part.substring(times + 1), 1, MAX_STEPS);
        if (steps.choices() + count > MAX_STEPS) throw unreadable(text, "it has more than " + MAX_STEPS + " choices");
        for (long i = 0; i < count; i++) steps.choose(alternative);
    }

    private static long number(String text, String part, long least, long most) {
        try {
            long number = Long.parseLong(part);
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException notOne) {
            // Told below.
        }
        throw unreadable(text, "'" + part + "' is not a number from " + least + " to " + most);
    }

    private static IllegalArgumentException unreadable(String text, String why) {
        return new IllegalArgumentException("not a schedule, since " + why + ": '" + text + "'");
    }

    /** Returns the seed of the run, from which follows what is random in it besides the choices. */
    public long seed() {
        return seed;
    }

    /** Returns how many steps it has. */
    public int steps() {
        return tasks.length;
    }

    /** Returns how many tasks it has steps of. */
    public int tasks() {
        return (int)
                Arrays.stream(tasks).filter(task -> task != TIME).distinct().count();
    }

    /** Returns the numbers of the tasks that never get to run, though they are ready; rising, and none as a rule. */
    public Set<Integer> leftOut() {
        return leftOut;
    }

    /** Returns how often a step is followed by another task's. */
    public int switches() {
        int switches = 0;
        for (int i = 1; i < tasks.length; i++) {
            if (tasks[i] != tasks[i - 1]) switches++;
        }
        return switches;
    }

    /** Returns the number of the task that a step belongs to, or 0 where time passes instead; steps are counted from 0. */
    public int task(int step) {
        return tasks[step];
    }

    /** Returns the number of the worker that runs a step; steps are counted from 0. */
    public int worker(int step) {
        return workers[step];
    }

    /** Returns how often the program has chosen. */
    public int choices() {
        return choices.length;
    }

    /** Returns what the program has chosen; choices are counted from 0, and so are alternatives. */
    public int choice(int number) {
        return choices[number];
    }

    List<Integer> allChoices() {
        return Arrays.stream(choices).boxed().toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schedule that
                && seed == that.seed
                && Arrays.equals(tasks, that.tasks)
                && Arrays.equals(workers, that.workers)
                && Arrays.equals(choices, that.choices)
                && leftOut.equals(that.leftOut);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(seed) + Arrays.hashCode(tasks);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(seed).append(':');
        for (int from = 0, to; from < tasks.length; from = to) {
            to = from + 1;
            while (to < tasks.length && tasks[to] == tasks[from] && workers[to] == workers[from]) to++;
            if (from > 0) text.append(',');
            text.append(tasks[from]);
            if (workers[from] > 0) text.append('@').append(workers[from]);
            if (to - from > 1) text.append('x').append(to - from);
        }
        for (int from = 0, to; from < choices.length; from = to) {
            to = from + 1;
            while (to < choices.length && choices[to] == choices[from]) to++;
            text.append(from == 0 ? '?' : ',').append(choices[from]);
            if (to - from > 1) text.append('x').append(to - from);
        }
        if (!leftOut.isEmpty()) text.append('/').append(leftOutText());
        return text.toString();
    }

    /** Returns who is left out, as in {@code 3,5-8}. */
    String leftOutText() {
        StringJoiner text = new StringJoiner(",");
        for (int first : leftOut) {
            if (leftOut.contains(first - 1)) continue; // in a range
            int last = first;
            while (leftOut.contains(last + 1)) last++;
            text.add(last > first ? first + "-" + last : "" + first);
        }
        return text.toString();
    }

    /** A schedule that grows. */
    static final class Steps {
        private int[] tasks = new int[64];
        private int[] workers = new int[64];
        private int size;
        private int[] choices = new int[0];
        private int chosen;

        int size() {
            return size;
        }

        void add(int task, int worker) {
            if (size == tasks.length) {
                tasks = Arrays.copyOf(tasks, 2 * size);
                workers = Arrays.copyOf(workers, 2 * size);
            }
            tasks[size] = task;
            workers[size++] = worker;
        }

        int choices() {
            return chosen;
        }

        void choose(int alternative) {
            if (chosen == choices.length) choices = Arrays.copyOf(choices, Math.max(16, 2 * chosen));
            choices[chosen++] = alternative;
        }

        /** Returns the tasks of the last few. */
        List<Integer> last(int count) {
            return Arrays.stream(tasks, Math.max(0, size - count), size).boxed().toList();
        }

        Schedule toSchedule(long seed, SortedSet<Integer> leftOut) {
            return new Schedule(
                    seed,
                    Arrays.copyOf(tasks, size),
                    Arrays.copyOf(workers, size),
                    Arrays.copyOf(choices, chosen),
                    leftOut);
        }
    }
}
