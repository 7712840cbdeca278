package dev.secretariat.simulation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Runs a program in one order after the other.
 *
 * @param execution what is run
 * @param setting how
 * @param afterEach called after each run that has not failed; throws to give up
 */
record Exploring(Execution execution, Setting setting, Consumer<Run> afterEach) {
    /** See {@link Simulation#explore}. */
    Exploration orders(Bound bound, long maxSchedules) {
        SearchTree search = switch (bound.kind()) {
            case PREEMPTIONS -> new DepthFirst(bound.max());
            case DELAYS -> new DelayTree(bound.max());
        };
        OrderHash counted = new OrderHash(search);
        Circumstances circumstances = new Circumstances();
        for (long schedules = 1; ; schedules++) {
            Run run = checked(run(counted, circumstances), search.isCutShort());
            counted.endRun();
            OptionalLong partialOrders = counted.count() < 0 ? OptionalLong.empty() : OptionalLong.of(counted.count());
            if (run.hasFailed())
                return new Exploration(bound, schedules, partialOrders, false, List.of(), Optional.of(run));
            afterEach.accept(run);
            boolean hasMore = search.advance();
            if (hasMore && schedules < maxSchedules) continue;
            List<Omission> omissions =
                    circumstances.omissions(search.polling(), !setting.faults().isNone(), hasMore);
            return new Exploration(bound, schedules, partialOrders, false, omissions, Optional.empty());
        }
    }

    /** See {@link Simulation#explorePartialOrders}. */
    Exploration partialOrders(long maxSchedules) {
        PartialOrders search = new PartialOrders();
        Circumstances circumstances = new Circumstances();
        long complete = 0;
        for (long schedules = 1; ; schedules++) {
            Run run = run(search, circumstances);
            if (!search.isRedundant()) {
                complete++;
                run = checked(run, search.isCutShort());
                if (run.hasFailed()) return reduced(schedules, complete, List.of(), Optional.of(run));
            }
            afterEach.accept(run);
            boolean hasMore = search.advance();
            if (hasMore && schedules < maxSchedules) continue;
            List<Omission> omissions = circumstances.omissions(search.polling(), false, hasMore);
            return reduced(schedules, complete, omissions, Optional.empty());
        }
    }

    private static Exploration reduced(long schedules, long complete, List<Omission> omissions, Optional<Run> failing) {
        return new Exploration(
                Bound.preemptions(Integer.MAX_VALUE), schedules, OptionalLong.of(complete), true, omissions, failing);
    }

    private Run run(Chooser chooser, Circumstances circumstances) {
        return execution.run(0, seed -> chooser, false, setting.supervision(), circumstances);
    }

    private static Run checked(Run run, boolean isCutShort) {
        if (run.hasFailed() || !isCutShort) return run;
        return run.failingBy(new NondeterminismError("a run has ended after "
                + run.schedule().steps() + " steps, although it began with the same steps as one that went on"));
    }
}
