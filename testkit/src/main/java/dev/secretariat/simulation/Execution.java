package dev.secretariat.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs a program once, until all its tasks have ended, and says what has gone wrong.
 *
 * @param program what is run
 * @param setting how; who runs next, and who watches, is said for each run
 */
record Execution(Program program, Setting setting) {
    /** As {@link Simulation.Program}, which users write. */
    @FunctionalInterface
    interface Program {
        void run(SimulationScheduler simulation) throws Throwable;
    }

    /**
     * Runs it.
     *
     * @param seed for the choices, the faults and the workers' random numbers
     * @param choices who runs next
     * @param inWords whether to keep what happens in words
     * @param watched how it is watched
     * @param circumstances to which those of this run are added
     */
    Run run(long seed, Policy choices, boolean inWords, Supervision watched, Circumstances circumstances) {
        boolean interrupted = Thread.interrupted(); // by an earlier run perhaps, which this one must not meet
        try (Supervisor supervisor = watched.begin()) {
            return run(seed, choices, inWords, supervisor, circumstances);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private Run run(long seed, Policy choices, boolean inWords, Supervisor supervisor, Circumstances circumstances) {
        UnseenFailures unseen = new UnseenFailures();
        SimulationScheduler simulation = SimulationScheduler.builder()
                .seed(seed)
                .workers(setting.workers())
                .policy(choices)
                .faults(setting.faults())
                .stepLimit(setting.stepLimit())
                .anyTime(setting.anyTime())
                .inWords(inWords)
                .unseenFailures(unseen)
                .supervisor(supervisor)
                .build();
        simulation.beginWatch();
        List<Throwable> failures;
        try {
            failures = attempt(simulation, unseen, supervisor);
        } finally {
            simulation.endWatch();
        }
        circumstances.add(simulation.circumstances());
        return new Run(
                simulation.schedule(),
                simulation.traceHash(),
                simulation.makespan(),
                failures.stream().findFirst(),
                failures.stream().skip(1).toList(),
                simulation.trace(),
                simulation.unordered());
    }

    /** Says what has gone wrong, the first failure first. */
    private List<Throwable> attempt(SimulationScheduler simulation, UnseenFailures unseen, Supervisor supervisor) {
        try {
            program.run(simulation);
            simulation.finish();
            simulation.checkAlone();
            supervisor.check();
            return List.copyOf(unseen.reported(simulation::hasSeen));
        } catch (Throwable thrown) {
            StuckError stuck = supervisor.take();
            List<Throwable> failures = inOrder(stuck != null ? stuck : thrown, unseen.soFar(simulation::hasSeen));
            cleanUp(simulation, failures);
            return failures;
        }
    }

    /**
     * Puts failures in order. What follows from another one must not hide it: a deadlock, a livelock or a step that
     * blocks comes after the failures of tasks before it. What the program itself has thrown stays the first, since it
     * may have been about to look at those.
     */
    private static List<Throwable> inOrder(Throwable thrown, List<UnseenFailureError> unseen) {
        List<Throwable> failures = new ArrayList<>(unseen);
        boolean isStuck = thrown instanceof StuckError;
        if (isStuck) failures.removeIf(failure -> failure.getCause() instanceof InterruptedException); // by us
        boolean follows = isStuck || thrown instanceof DeadlockError || thrown instanceof LivelockError;
        failures.add(follows ? failures.size() : 0, thrown);
        return failures;
    }

    private static void cleanUp(SimulationScheduler simulation, List<Throwable> failures) {
        try {
            simulation.abandon();
        } catch (Throwable second) {
            if (!failures.contains(second)) failures.add(second);
        }
    }
}
