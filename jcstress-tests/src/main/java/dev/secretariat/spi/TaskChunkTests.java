package dev.secretariat.spi;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Step;
import dev.secretariat.Task;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Slots for unended tasks: each is given out once, and a chunk goes when all have been freed. */
public class TaskChunkTests {
    private static final Task<Void> TASK = worker -> Step.done();

    /** Two threads outside take a slot. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = ACCEPTABLE,
            desc = "each has its own")
    @Outcome(expect = FORBIDDEN, desc = "one slot for two")
    @State
    public static class TwoTakes {
        final TaskChunk chunk = new TaskChunk(null, false);

        @Actor
        public void one(II_Result r) {
            r.r1 = chunk.take();
        }

        @Actor
        public void two(II_Result r) {
            r.r2 = chunk.take();
        }
    }

    /** The mutant that {@link TwoTakes} sees: takes as an owner does, where there is none. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = ACCEPTABLE,
            desc = "each has its own")
    @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "one slot for two")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class TakeByStoreControl {
        final AtomicInteger taken = new AtomicInteger();

        private int take() {
            int now = taken.get();
            taken.setRelease(now + 1); // for getAndAdd
            return now;
        }

        @Actor
        public void one(II_Result r) {
            r.r1 = take();
        }

        @Actor
        public void two(II_Result r) {
            r.r2 = take();
        }
    }

    /** The last two slots are freed at once: a later sweep finds that the chunk is spent. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "spent")
    @Outcome(expect = FORBIDDEN, desc = "a mark is lost, so the chunk would stay for ever")
    @State
    public static class TwoFrees {
        final TaskChunk chunk = new TaskChunk(null, true);

        public TwoFrees() {
            for (int slot = 2; slot < TaskChunk.SLOTS; slot++) chunk.free(slot);
        }

        @Actor
        public void one() {
            chunk.free(0);
        }

        @Actor
        public void two() {
            chunk.free(1);
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = chunk.isSpent();
        }
    }

    /** The mutant that {@link TwoFrees} sees: the marks are bits of one word, set by a load and a store. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "spent")
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "a mark is lost")
    @State
    public static class FreeByStoreControl {
        final AtomicInteger free = new AtomicInteger();

        @Actor
        public void one() {
            free.setRelease(free.get() | 1);
        }

        @Actor
        public void two() {
            free.setRelease(free.get() | 2);
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = free.get() == 3;
        }
    }

    /** Who passes over the tasks sees whole ones: shutdownNow() calls them. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "not listed yet")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "listed, and whole")
    @Outcome(expect = FORBIDDEN, desc = "not whole, or not listed in the end")
    @State
    public static class AddAgainstPass {
        final HandScheduler scheduler = new HandScheduler();
        final TaskRegistry registry = new TaskRegistry(scheduler);

        @Actor
        public void submitter() {
            registry.add(TASK, scheduler.worker);
        }

        @Actor
        public void closer(II_Result r) {
            r.r1 = whole();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = whole();
        }

        private int whole() {
            int[] count = new int[1];
            registry.forEach(cell -> count[0] += cell.task() == TASK ? 1 : 10);
            return count[0];
        }
    }

    /** Two threads outside find the shared chunk full but for one slot. */
    @JCStressTest
    @Outcome(id = "65", expect = ACCEPTABLE, desc = "all are listed")
    @Outcome(expect = FORBIDDEN, desc = "a task is not listed: nobody could cancel it")
    @State
    public static class TwoAddsAtTheEndOfAChunk {
        private static final HandScheduler SCHEDULER = new HandScheduler();
        final TaskRegistry registry = new TaskRegistry(SCHEDULER);

        public TwoAddsAtTheEndOfAChunk() {
            for (int i = 1; i < TaskChunk.SLOTS; i++) registry.add(TASK, null);
        }

        @Actor
        public void one() {
            registry.add(TASK, null);
        }

        @Actor
        public void two() {
            registry.add(TASK, null);
        }

        @Arbiter
        public void end(I_Result r) {
            registry.forEach(cell -> r.r1++);
        }
    }
}
