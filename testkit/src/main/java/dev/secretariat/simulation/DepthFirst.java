package dev.secretariat.simulation;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * All schedules with a bounded number of preemptions, since most bugs need few and their number grows with each more:
 * one per run, depth first, where each run goes on with the task that ran last wherever it can. A preemption is a
 * switch away from a task that is ready.
 *
 * <p>After Musuvathi and Qadeer, "Iterative context bounding for systematic testing of multithreaded
 * programs" (2007): most bugs need two preemptions or fewer. Workers are interchangeable: the first idle one is
 * taken.
 *
 * <p><b>Polling.</b> A task that yields until another one has done something would go on for ever, and a search that
 * tries to interrupt it after its first, second, and each further look would never end. To yield is also how steps end
 * that do something, though, and then each of these orders counts. What a task is about shows when it is let alone, as
 * a search like this does first: if it goes on {@value #POLLS} times in a row while others could, it polls. Then it is
 * passed over, which is no preemption, and the next run does so where it began, after the {@value #TOLD_APART} first
 * looks, since before polling it may have done something. Tasks that have been passed over stay so for as long as the
 * task chosen instead goes on while others could, and if that polls, too, it joins them; if none is left, all poll, and
 * they take turns until the limit of steps tells of it. After Musuvathi and Qadeer, "Fair stateless model checking"
 * (2008), where each yield counts as polling.
 */
final class DepthFirst implements SearchTree {
    /**
     * Tasks of fewer steps keep all their orders; each task that does poll is let alone for as long, once for each run
     * in which it comes to that. Not tuned.
     */
    private static final int POLLS = 1_000;

    /**
     * Fewer would miss what a task does before it polls; each more is another look of the same polling, and more runs.
     */
    private static final int TOLD_APART = 2;

    private final int maxPreemptions;
    private final Choices choices = new Choices();

    /** The names of tasks that have been found to poll. */
    private final Set<String> polling = new LinkedHashSet<>();

    // ---- Of this run ----

    private int preemptions;

    /** How often in a row the task that ran last went on while others could have. */
    private int goneOn;

    /** Those passed over, for as long as the task chosen instead goes on while others could. */
    private final BitSet passedOver = new BitSet();

    /** The first choice at which the next run is to pass over the task that ran last; -1 for none. */
    private int firstPoll = -1;

    DepthFirst(int maxPreemptions) {
        this.maxPreemptions = maxPreemptions;
    }

    @Override
    public int task(ReadyTasks ready) {
        int last = ready.last();
        boolean isContested = last >= 0 && ready.size() > 1;
        if (isContested && (choices.isPassing() || goneOn == POLLS)) return passOver(ready, last);
        boolean mayPreempt = last < 0 || preemptions < maxPreemptions;
        int alternative = choices.choose(mayPreempt ? ready.size() : 1);
        int chosen = last < 0 ? alternative : lastFirst(alternative, last);
        boolean goesOn = isContested && chosen == last;
        goneOn = goesOn ? goneOn + 1 : 0;
        if (!goesOn) passedOver.clear();
        if (last >= 0 && chosen != last) preemptions++;
        return chosen;
    }

    @Override
    public int alternative(int alternatives) {
        return choices.choose(alternatives);
    }

    /** Returns a choice like others; not while a task is passed over, which it would be again. */
    @Override
    public boolean passesTime(ReadyTasks ready) {
        return !choices.isPassing() && goneOn < POLLS && choices.choose(2) == 1;
    }

    /** Returns an alternative's index: 0 is the task that ran last, the others follow in line. */
    private static int lastFirst(int alternative, int last) {
        if (alternative == 0) return last;
        return alternative <= last ? alternative - 1 : alternative;
    }

    private int passOver(ReadyTasks ready, int last) {
        if (goneOn == POLLS) {
            if (firstPoll < 0) firstPoll = choices.at() - POLLS + TOLD_APART;
            polling.add(ready.handle(last).name());
        }
        passedOver.set(ready.id(last));
        int[] others = others(ready);
        if (others.length == 0) {
            passedOver.clear();
            passedOver.set(ready.id(last));
            others = others(ready);
        }
        goneOn = 0;
        return others[choices.choose(others.length)];
    }

    private int[] others(ReadyTasks ready) {
        return IntStream.range(0, ready.size())
                .filter(i -> !passedOver.get(ready.id(i)))
                .toArray();
    }

    @Override
    public boolean isCutShort() {
        return choices.isCutShort();
    }

    @Override
    public boolean advance() {
        boolean hasNext = true;
        if (firstPoll >= 0) choices.passOver(firstPoll);
        else hasNext = choices.advance();
        preemptions = 0;
        goneOn = 0;
        passedOver.clear();
        firstPoll = -1;
        return hasNext;
    }

    @Override
    public Set<String> polling() {
        return polling;
    }
}
