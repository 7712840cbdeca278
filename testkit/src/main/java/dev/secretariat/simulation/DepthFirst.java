package dev.secretariat.simulation;

import java.util.Arrays;

/**
 * All schedules with at most so many preemptions, one per run, depth first: each run repeats the choices of
 * the one before up to the last that had an alternative, takes that, and goes on with the task that ran last
 * wherever it can. A preemption is a switch away from a task that is ready.
 *
 * <p>After Musuvathi and Qadeer, "Iterative context bounding for systematic testing of multithreaded
 * programs" (2007): most bugs need two preemptions or fewer. Workers are interchangeable: the first idle one is
 * taken.
 */
final class DepthFirst implements Chooser {
    private final int mostPreemptions;

    /** Of each choice of this run: which alternative was taken, and how many there were. */
    private int[] taken = new int[64];

    private int[] alternatives = new int[64];
    private int planned;
    private int depth;
    private int preemptions;

    DepthFirst(int mostPreemptions) {
        this.mostPreemptions = mostPreemptions;
    }

    @Override
    public int task(ReadyTasks ready) {
        int last = ready.last();
        boolean mayPreempt = preemptions < mostPreemptions;
        int here = last >= 0 && !mayPreempt ? 1 : ready.size();
        int alternative = 0;
        if (depth < planned) {
            if (alternatives[depth] != here) {
                throw new NondeterminismError("choice " + (depth + 1) + " was one of " + alternatives[depth]
                        + ", and is one of " + here + " when the same steps run again");
            }
            alternative = taken[depth];
        } else {
            plan(here);
        }
        depth++;
        if (last < 0) return alternative;
        if (alternative > 0) preemptions++;
        return alternative == 0 ? last : alternative <= last ? alternative - 1 : alternative;
    }

    private void plan(int here) {
        if (planned == taken.length) {
            taken = Arrays.copyOf(taken, 2 * planned);
            alternatives = Arrays.copyOf(alternatives, 2 * planned);
        }
        taken[planned] = 0;
        alternatives[planned++] = here;
    }

    /** Whether a run that has ended did not come to all choices that it was to repeat. */
    boolean isCutShort() {
        return depth < planned;
    }

    /** Turns to the next schedule; false if there is none. */
    boolean advance() {
        depth = 0;
        preemptions = 0;
        while (planned > 0 && taken[planned - 1] + 1 == alternatives[planned - 1]) planned--;
        if (planned == 0) return false;
        taken[planned - 1]++;
        return true;
    }
}
