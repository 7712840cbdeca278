package dev.secretariat.examples.raft;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.examples.raft.Message.Append;
import dev.secretariat.examples.raft.Message.RequestVote;
import dev.secretariat.simulation.Run;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.net.Endpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Raft on a bad network: right as it is, and wrong with any of these mistakes, each of which a sweep of seeds finds. */
class RaftTest {
    private static Simulation with(Cluster.Maker maker) {
        return Simulation.of(simulation -> Cluster.run(simulation, maker));
    }

    /** Promises what it will have forgotten after a crash. */
    private static final class Forgetful extends Replica {
        Forgetful(Endpoint<Message> endpoint, List<String> all, Monitor monitor) {
            super(endpoint, all, monitor);
        }

        @Override
        void save() {}
    }

    /** Votes for a candidate that lacks what has been committed. */
    private static final class Generous extends Replica {
        Generous(Endpoint<Message> endpoint, List<String> all, Monitor monitor) {
            super(endpoint, all, monitor);
        }

        @Override
        boolean isUpToDate(RequestVote candidate) {
            return true;
        }
    }

    /** Takes new entries, whatever is before them in its own log. */
    private static final class Careless extends Replica {
        Careless(Endpoint<Message> endpoint, List<String> all, Monitor monitor) {
            super(endpoint, all, monitor);
        }

        @Override
        boolean hasPrevious(Append append) {
            return true;
        }
    }

    @Test
    void asItIsItIsRight() {
        with(Replica::new).check(2000);
    }

    @Test
    void whoeverForgetsItsVoteOrItsLogIsFound() {
        assertFound("two leaders in term", Forgetful::new);
    }

    @Test
    void whoeverElectsAnybodyIsFound() {
        assertFound("was committed as", Generous::new);
    }

    @Test
    void whoeverAppendsAnywhereIsFoundAndMadeSmall() {
        Run failing = assertFound("was committed as", Careless::new);
        Run smallest = with(Careless::new).failure(failing).smallest();
        assertTrue(2 * smallest.schedule().tasks() < failing.schedule().tasks(), smallest::table);
    }

    /** Returns the first run that fails, as it was found; to make it small takes longer than to find it. */
    private static Run assertFound(String what, Cluster.Maker maker) {
        Simulation simulation = with(maker);
        Run run = simulation.run(0);
        for (long seed = 1; !run.hasFailed() && seed < 1000; seed++) run = simulation.run(seed);
        String failure = String.valueOf(run.failure().orElse(null));
        assertTrue(failure.contains(what), failure);
        assertTrue(simulation.replay(run.schedule()).hasFailed());
        return run;
    }
}
