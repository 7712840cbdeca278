package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Outcome;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.cooperative.CooperativeScheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Computations of random shape end on several workers as they do on one. */
@Timeout(120)
class RandomForksTest {
    private static final int SEEDS = Integer.getInteger("forks.seeds", 400);

    @Test
    void endAlikeWithFailures() throws Exception {
        compare(true, 7);
    }

    @Test
    void endAlikeWithoutFailures() throws Exception {
        compare(false, 8);
    }

    private static void compare(boolean mayFail, int depth) throws Exception {
        long first = System.nanoTime();
        long forked = 0;
        try (CooperativeScheduler one = CooperativeScheduler.create();
                ParallelScheduler four = ParallelScheduler.builder()
                        .workers(4)
                        .failureHandler((task, failure) -> {})
                        .start()) {
            for (long seed = first; seed - first < SEEDS; seed++) {
                RandomTree alone = new RandomTree(mayFail);
                RandomTree together = new RandomTree(mayFail);
                assertEquals(end(one, alone, seed, depth), end(four, together, seed, depth), "seed " + seed);
                // Each once; of a failed one some may never have begun.
                if (!mayFail) assertEquals(alone.nodes.get(), together.nodes.get(), "seed " + seed);
                forked += alone.nodes.get();
            }
        }
        assertTrue(forked > SEEDS, "the trees are no trees");
    }

    private static String end(Scheduler scheduler, RandomTree tree, long seed, int depth) throws Exception {
        TaskHandle<Long> handle = scheduler.submit(worker -> Step.done(tree.sum(worker, seed, depth)));
        try {
            return "sum " + handle.join();
        } catch (TaskFailedException e) {
            Outcome.Failed<?> failed = (Outcome.Failed<?>) handle.outcome();
            return failed.cause() instanceof RandomTree.Planned ? failed.cause().getMessage() : failed.toString();
        }
    }
}
