package dev.secretariat.simulation;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program once more: to show what has gone wrong, and to make it small.
 *
 * @param execution what is run
 * @param setting how
 */
record Diagnosis(Execution execution, Setting setting) {
    /** See {@link Simulation#replay}. */
    Run replay(Schedule schedule) {
        return replay(schedule, setting.supervision());
    }

    private Run replay(Schedule schedule, Supervision watched) {
        ReplayChooser chooser = new ReplayChooser(schedule);
        Run run = execution.run(schedule.seed(), seed -> chooser, true, watched, new Circumstances());
        try {
            chooser.checkChoices();
        } catch (DivergedError diverged) {
            return run.failingBy(diverged);
        }
        if (run.hasFailed()) return run;
        if (run.schedule().choices() < schedule.choices()) {
            return run.failingBy(new DivergedError("in the schedule, the program chooses " + schedule.choices()
                    + " times, but it has ended after " + run.schedule().choices()));
        }
        if (run.schedule().steps() == schedule.steps()) return run;
        return run.failingBy(new DivergedError("the schedule has " + schedule.steps()
                + " steps, but the program has ended after " + run.schedule().steps()));
    }

    /** Makes a failed run small that is to keep a symptom; see {@link Simulation#shrink}. */
    Shrinker.Shrunk shrink(Run failing, Symptom symptom) {
        long seed = failing.schedule().seed();
        Supervision spare = setting.supervision().spare();
        Shrinker.Shrunk small = Shrinker.shrink(
                failing, symptom, choices -> execution.run(seed, choices, false, spare, new Circumstances()));
        return new Shrinker.Shrunk(replay(small.run().schedule()), small.isStopped());
    }

    /**
     * Runs the schedules of the corpus, if there is one.
     *
     * @param told of those that no longer fit
     * @throws SimulationFailure if one fails
     */
    void checkCorpus(Consumer<String> told) {
        Corpus corpus = setting.corpus();
        if (corpus == null) return;
        for (Corpus.Line line : corpus.lines()) {
            Run run = replay(line.schedule());
            if (run.failure().orElse(null) instanceof DivergedError diverged) {
                told.accept("line " + line.number() + " of " + corpus.file()
                        + " is left out, since it no longer fits the program: " + diverged.getMessage());
            } else if (run.hasFailed()) {
                throw failure(run);
            }
        }
    }

    /** Adds a failure to the corpus, if there is one. */
    SimulationFailure keep(SimulationFailure failure) {
        Corpus corpus = setting.corpus();
        if (corpus != null) {
            corpus.add(
                    failure.smallest().schedule(),
                    Words.of(failure.smallest().failure().orElseThrow()));
        }
        return failure;
    }

    /** See {@link Simulation#failure}. */
    SimulationFailure failure(Run failed) {
        if (failed.failure().orElse(null) instanceof DivergedError diverged) throw diverged;
        SimulationFailure stuck = failureIfInterrupted(failed);
        if (stuck != null) return stuck;
        Run again = replay(failed.schedule());
        Symptom symptom = Symptom.of(failed);
        if (again.traceHash() != failed.traceHash()
                || !again.hasFailed()
                || !Symptom.of(again).hasTypesOf(symptom)) {
            NondeterminismError error = Comparison.differ(failed, again);
            failed.failure().ifPresent(error::addSuppressed);
            throw error;
        }
        return new SimulationFailure(again, shrink(again, symptom.commonWith(Symptom.of(again))));
    }

    /**
     * Tells of a run if it was interrupted, by the watch or from elsewhere: a test's time-out. It is repeated once, not for
     * long, to see where it stands and what has led there. It is not made small, since each attempt may stand still.
     *
     * @return null if it was not interrupted, or the program interrupts itself
     * @throws CancellationException if the interrupt was meant for the sweep; the interrupt status is kept
     */
    @Nullable
    SimulationFailure failureIfInterrupted(Run failed) {
        if (!failed.isStuck() && !failed.isInterrupted()) return null;
        Run again = replay(failed.schedule(), setting.supervision().brief());
        if (failed.isStuck()) return new SimulationFailure(again.isStuck() ? again.failingAs(failed) : failed);
        if (again.isStuck()) {
            Thread.currentThread().interrupt(); // whoever has sent it is still to see it
            return new SimulationFailure(again);
        }
        if (Symptom.of(failed).isShownBy(again)) return null;
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted; no run has failed so far");
    }

    /**
     * Ends a sweep that is interrupted, by a test's time-out perhaps, unless the program interrupts its own thread: then
     * it does so again.
     */
    void stopIfInterrupted(Run run) {
        if (!Thread.interrupted()) return;
        replay(run.schedule());
        if (Thread.interrupted()) return;
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted; no run has failed so far");
    }
}
