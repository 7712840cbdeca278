package dev.secretariat.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What decides runs besides the order of their steps: of one run, or of several. */
final class Circumstances {
    /** Time could have passed while a task was ready. */
    private boolean timed;

    /** A step has asked for the number of its worker, of several. */
    private boolean workersTold;

    /** Something was drawn that the seed alone decides. */
    private boolean bySeed;

    /** At most in one run. */
    private long randomNumbers;

    void couldTakeTime() {
        timed = true;
    }

    boolean isTimed() {
        return timed;
    }

    void tellsWorker() {
        workersTold = true;
    }

    void draws() {
        randomNumbers++;
    }

    long drawn() {
        return randomNumbers;
    }

    void decidesBySeed() {
        bySeed = true;
    }

    /** Adds those of another run. */
    void add(Circumstances other) {
        bySeed |= other.bySeed;
        timed |= other.timed;
        workersTold |= other.workersTold;
        randomNumbers = Math.max(randomNumbers, other.randomNumbers);
    }

    /**
     * Returns what a search of all orders has not tried.
     *
     * @param polling the names of the tasks that polled
     * @param faulty whether there were faults
     * @param hasMore whether there are more orders
     */
    List<Omission> omissions(Set<String> polling, boolean faulty, boolean hasMore) {
        List<Omission> omissions = new ArrayList<>();
        if (hasMore) omissions.add(new Omission(Omission.Kind.ORDERS, "the other orders, of which there are more"));
        if (!polling.isEmpty()) {
            String names =
                    polling.stream().limit(5).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
            omissions.add(
                    new Omission(Omission.Kind.POLLING, "other moments at which a polling task looks again: " + names));
        }
        if (randomNumbers > 0) {
            omissions.add(new Omission(
                    Omission.Kind.RANDOM_NUMBERS, "other random numbers, of which a run drew up to " + randomNumbers));
        }
        if (timed) {
            omissions.add(new Omission(
                    Omission.Kind.TIME,
                    "time that passes while a task is ready, so that a deadline comes before its step"));
        }
        if (workersTold) {
            omissions.add(new Omission(
                    Omission.Kind.WORKERS,
                    "workers other than the first idle one, although a step has asked for its number"));
        }
        if (faulty || bySeed) omissions.add(new Omission(Omission.Kind.FAULTS, "the faults of other seeds"));
        return omissions;
    }
}
