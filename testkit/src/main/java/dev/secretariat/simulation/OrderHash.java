package dev.secretariat.simulation;

import dev.secretariat.spi.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the orders that differ in more than the order of steps which touch nothing in common: passes choices on, and makes of each run a number, the same for runs that
 * nobody can tell apart. It is made of each step's name, its task's and its place among the task's steps, and of those that come before it; a task's name is the step that has made it ready first,
 * and its place among those.
 */
final class OrderHash implements ObservingChooser {
    /** More are not counted: each takes some fifty bytes. */
    private static final int MOST = 1_000_000;

    private Chooser chooser;
    private final Set<Long> seen = new HashSet<>();
    private final Set<Long> pairs = new HashSet<>();
    private long runs;
    private long newestOrder;
    private long newestPair;

    // ---- Of this run ----

    private CausalOrder order = new CausalOrder();
    private final Map<Integer, Long> names = new HashMap<>();
    private final Enablers enablers = new Enablers();
    private int running = -1;
    private int runningEnabledBy;
    private Footprint touched = Footprint.NONE;
    private long hash;

    OrderHash(Chooser chooser) {
        this.chooser = chooser;
    }

    @Override
    public int task(ReadyTasks ready) {
        takeIn();
        enablers.note(ready, false, order);
        int last = order.size() - 1;
        int made = 0;
        for (int i = 0; i < ready.size(); i++) {
            if (names.containsKey(ready.id(i))) continue;
            names.put(ready.id(i), SplitMix.hash(last < 0 ? 0 : name(last), made));
            made++;
        }
        int chosen = chooser.task(ready);
        running = ready.id(chosen);
        runningEnabledBy = enablers.of(running);
        return chosen;
    }

    private long name(int step) {
        return name(order.task(step), order.ordinal(step));
    }

    private long name(int task, int ordinal) {
        return SplitMix.hash(names.getOrDefault(task, (long) task), ordinal);
    }

    @Override
    public int alternative(int alternatives) {
        return chooser.alternative(alternatives);
    }

    @Override
    public boolean passesTime(ReadyTasks ready) {
        takeIn();
        if (!chooser.passesTime(ready)) return false;
        running = Schedule.TIME;
        runningEnabledBy = -1;
        touched = Footprint.ALL;
        return true;
    }

    @Override
    public int worker(int[] idle) {
        return chooser.worker(idle);
    }

    @Override
    public void ended(Footprint what, @Nullable Reason next) {
        touched = what;
    }

    @Override
    public void timePasses() {
        takeIn();
        order.timePasses();
    }

    @Override
    public void programGoesOn() {
        touched = Footprint.ALL;
        takeIn();
    }

    private void takeIn() {
        if (running < 0) return;
        int step = order.size();
        List<Integer> races = order.add(running, touched, runningEnabledBy);
        running = -1;
        long name = name(step);
        for (int earlier : races) {
            if (pairs.size() < MOST && pairs.add(SplitMix.hash(name(earlier), name))) newestPair = runs + 1;
        }
        long before = 0;
        int[] clock = order.clock(step);
        for (int task = 0; task < clock.length; task++) {
            if (clock[task] > 0) before += name(task, clock[task]);
        }
        hash += SplitMix.hash(name, before); // a sum: the order of the steps in the run does not count
    }

    /** Begins a run with other choices. */
    OrderHash with(Chooser other) {
        chooser = other;
        return this;
    }

    /** Ends the run. */
    void endRun() {
        takeIn();
        runs++;
        if (seen.size() < MOST && seen.add(hash)) newestOrder = runs;
        order = new CausalOrder();
        names.clear();
        enablers.clear();
        hash = 0;
    }

    Coverage coverage() {
        return new Coverage(runs, seen.size(), newestOrder, pairs.size(), newestPair);
    }

    /** Returns how many orders it has seen, as far as it has counted; -1 if there were more. */
    long count() {
        return seen.size() < MOST ? seen.size() : -1;
    }
}
