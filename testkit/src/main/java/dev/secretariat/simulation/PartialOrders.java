package dev.secretariat.simulation;

import dev.secretariat.spi.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every order of a program's steps, but only one of those that differ in nothing but the order of steps which touch nothing in common: depth first, one for each run.
 *
 * <p>After Abdulla, Aronis, Jonsson and Sagonas, "Optimal dynamic partial order reduction" (2014), of which this is the first algorithm: where two steps of a run race, other
 * runs try to begin, before the first of the two, what leads to the second one, unless what they try there does that already (source sets). Who has been tried at a
 * place sleeps from there on, until some step conflicts with theirs (sleep sets: Godefroid, "Partial-order methods for the verification of concurrent systems", 1996). So no two
 * runs that come to their end are alike; one in which all that are ready sleep is cut short.
 *
 * <p>There, a step touches one thing, and what that is follows from its task alone. Here, it may touch several, and which, may follow from what it reads: whether it was cancelled, say. So a race
 * may not show in a run in which one of the two does something else; see {@link #tryBefore}.
 *
 * <p><b>Polling.</b> A task that {@linkplain Looks looks in vain} is passed over, after the {@value #TOLD_APART} first looks, as long as others can run. And what it
 * would see by looking once more before somebody else's step, rather than after, is not tried after {@value #LOOKS} looks in a row.
 */
final class PartialOrders implements ObservingChooser {
    /** So many looks are taken as they come: before it polls, a task may have to do with what it has seen. */
    private static final int TOLD_APART = 2;

    /** Tasks that look less often keep all their orders; each more costs some runs for each task that does poll. Not tuned. */
    private static final int LOOKS = 8;

    private static final int NOBODY = -1;

    private final List<PathStep> path = new ArrayList<>();

    /** What the program has chosen before all steps. */
    private final Choices first = new Choices();

    /** The names of tasks that have been found to poll. */
    private final Set<String> polling = new LinkedHashSet<>();

    /**
     * A task that slept at a place, until the step that was chosen there woke it.
     *
     * @param touches what its step touches that has been tried
     */
    private record Sleeper(int place, int task, Footprint touches) {}

    // ---- Of this run ----

    private CausalOrder order = new CausalOrder();

    private final Enablers enablers = new Enablers();
    private final Looks looks = new Looks();
    private final List<Footprint> footprints = new ArrayList<>();
    private final List<Sleeper> sleepers = new ArrayList<>();

    // The step that has been chosen, and is not in the order yet: the program may go on because of it.
    private int running = -1;
    private int runningEnabledBy = -1;
    private String runningName = "";
    private Footprint touched = Footprint.NONE;
    private @Nullable Reason readyAgain;

    private boolean isRedundant;

    @Override
    public int task(ReadyTasks ready) {
        takeIn();
        int at = order.size();
        enablers.note(ready, false, order);
        if (at == path.size()) addStep(choose(ready, asleepHere()));
        int index = ready.indexOf(path.get(at).chosen);
        if (index < 0) {
            throw new NondeterminismError("step " + (at + 1) + " was one of task " + path.get(at).chosen
                    + ", which is not ready when the same steps run again");
        }
        begin(path.get(at).chosen, ready.handle(index).name());
        return index;
    }

    @Override
    public boolean passesTime(ReadyTasks ready) {
        takeIn();
        int at = order.size();
        enablers.note(ready, true, order);
        if (at == path.size()) {
            Map<Integer, Footprint> asleep = asleepHere();
            int chosen = choose(ready, asleep);
            boolean isBetter = chosen == NOBODY || looks.inVain(chosen) >= TOLD_APART;
            addStep(isBetter && !asleep.containsKey(Schedule.TIME) ? Schedule.TIME : chosen);
            path.get(at).tryToo(Schedule.TIME); // in a run that needs no time it never comes to a race
        }
        if (path.get(at).chosen != Schedule.TIME) return false;
        begin(Schedule.TIME, "time");
        touched = Footprint.ALL;
        return true;
    }

    private Map<Integer, Footprint> asleepHere() {
        int at = order.size();
        return at == 0 ? Map.of() : path.get(at - 1).asleepAfter();
    }

    private void addStep(int chosen) {
        if (chosen == NOBODY) {
            isRedundant = true;
            throw new RedundantOrder();
        }
        path.add(new PathStep(asleepHere(), chosen));
    }

    private void begin(int task, String name) {
        running = task;
        runningEnabledBy = enablers.of(task);
        runningName = name;
    }

    @Override
    public int alternative(int alternatives) {
        int at = running >= 0 ? order.size() : order.size() - 1;
        return (at < 0 ? first : path.get(at).choices).choose(alternatives);
    }

    /** Returns the task that ran last, if it may go on, or the first in line that may; if all poll, the first of these; {@link #NOBODY} if all sleep. */
    private int choose(ReadyTasks ready, Map<Integer, Footprint> asleep) {
        int last = ready.last();
        if (last >= 0 && mayRun(ready.id(last), asleep)) return ready.id(last);
        int polls = NOBODY;
        for (int i = 0; i < ready.size(); i++) {
            int task = ready.id(i);
            if (mayRun(task, asleep)) return task;
            if (polls == NOBODY && !asleep.containsKey(task)) polls = task;
        }
        return polls;
    }

    private boolean mayRun(int task, Map<Integer, Footprint> asleep) {
        return looks.inVain(task) < TOLD_APART && !asleep.containsKey(task);
    }

    @Override
    public void ended(Footprint what, @Nullable Reason next) {
        touched = what;
        readyAgain = next;
    }

    @Override
    public void programGoesOn() {
        touched = Footprint.ALL;
        takeIn();
    }

    @Override
    public void timePasses() {
        takeIn();
        order.timePasses();
    }

    /** Adds the last step to the order, and has tried what it shows: other orders of the steps that it races with. */
    private void takeIn() {
        if (running < 0) return;
        int task = running;
        running = -1;
        int step = order.size();
        PathStep here = path.get(step);
        here.touched = here.touched.and(touched);
        List<Integer> races = order.add(task, touched, runningEnabledBy);
        footprints.add(touched);
        boolean looksAgain = looks.inARow(task) >= LOOKS;
        looks.add(task, touched, readyAgain);
        if (looksAgain && !races.isEmpty()) polling.add(runningName);
        else for (int earlier : races) tryTheOther(earlier, step);
        for (Sleeper sleeper : sleepers) tryBefore(sleeper, step);
    }

    /**
     * Has a run come to the place before the earlier of two steps that race, and begin there what leads to the later one without it: those steps after the earlier one
     * that do not come after it, and the later one. Any of these that none of the others comes before can be the first.
     */
    private void tryTheOther(int earlier, int later) {
        List<Integer> leading = new ArrayList<>();
        for (int step = earlier + 1; step < later; step++) {
            if (!order.isBefore(earlier, step)) leading.add(step);
        }
        leading.add(later);
        tryOneOf(leading, path.get(earlier));
        Footprint asleep = path.get(earlier).asleep(order.task(later));
        if (asleep == null) return;
        Sleeper sleeper = new Sleeper(earlier, order.task(later), asleep);
        sleepers.add(sleeper);
        for (int step = earlier + 1; step < later; step++) tryBefore(sleeper, step);
    }

    /**
     * Has a step tried before that of a task that slept when a third one woke it. It sleeps since all that begins with its step has been tried; but what it then did it may
     * not have done in this run, because of the third step, so that nobody has seen with what else it races.
     */
    private void tryBefore(Sleeper sleeper, int step) {
        int woken = sleeper.place();
        if (order.task(step) == sleeper.task() || !footprints.get(step).conflictsWith(sleeper.touches())) return;
        if (order.isBefore(woken, step)) return;
        List<Integer> leading = new ArrayList<>();
        for (int before = woken + 1; before <= step; before++) {
            if (order.isBefore(before, step)) leading.add(before);
        }
        tryOneOf(leading, path.get(woken));
    }

    /** Has some steps tried at a place, in any order that can be: begins with one that none of the others comes before, unless that is tried already. */
    private void tryOneOf(List<Integer> steps, PathStep place) {
        Map<Integer, Integer> firsts = new HashMap<>(); // of each task
        int begin = NOBODY;
        for (int step : steps) {
            int task = order.task(step);
            if (firsts.containsKey(task)) continue;
            boolean isFirst = firsts.values().stream().noneMatch(first -> order.isBefore(first, step));
            firsts.put(task, step);
            if (!isFirst) continue;
            if (place.tries(task)) return;
            if (begin == NOBODY) begin = task;
        }
        place.tryToo(begin);
    }

    // ---- From run to run ----

    /** Returns whether the run was cut short, since it would only have repeated others. */
    boolean isRedundant() {
        return isRedundant;
    }

    /** Returns whether a run that has ended did not come to all choices that it was to repeat. */
    boolean isCutShort() {
        takeIn();
        return order.size() < path.size();
    }

    /** Turns to the next order; false if there is none. */
    boolean advance() {
        takeIn();
        order = new CausalOrder();
        enablers.clear();
        looks.clear();
        footprints.clear();
        sleepers.clear();
        isRedundant = false;
        path.forEach(step -> step.choices.repeat());
        first.repeat();
        while (!path.isEmpty()) {
            if (path.get(path.size() - 1).advance()) return true;
            path.remove(path.size() - 1);
        }
        return first.advance();
    }

    /** Returns the names of the tasks that polled. */
    Set<String> polling() {
        return polling;
    }
}
