package dev.secretariat.spi;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.stress.Meeting;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Slots for unended tasks: each is given out once, and a chunk goes when all have been freed. */
public class TaskChunkTests {
    private static final Task<Void> TASK = worker -> Step.done();

    /** A chunk of slots, and what two threads do to it once they have met. */
    private static final class Scene {
        private final Meeting meeting = new Meeting(2);
        final TaskChunk<Object, Object> chunk;

        private Scene(boolean owned) {
            chunk = new TaskChunk<>(null, owned);
        }

        static Scene shared() {
            return new Scene(false);
        }

        /** All slots but the first two have been freed. */
        static Scene almostSpent() {
            Scene scene = new Scene(true);
            for (int slot = 2; slot < TaskChunk.SLOTS; slot++) scene.chunk.free(slot);
            return scene;
        }

        int take() {
            meeting.join();
            return chunk.take();
        }

        void free(int slot) {
            meeting.join();
            chunk.free(slot);
        }
    }

    /** The list of a scheduler's tasks, and what two threads do to it once they have met. */
    private static final class Registry {
        private static final HandScheduler SCHEDULER = new HandScheduler();
        private final Meeting meeting = new Meeting(2);
        private final TaskRegistry<SchedulerBase, TaskCell<?>> tasks = new TaskRegistry<>(SCHEDULER);

        /** So many tasks are listed already. */
        Registry(int before) {
            for (int i = 0; i < before; i++) Admission.newCell(TASK, tasks.external());
        }

        void add() {
            meeting.join();
            Admission.newCell(TASK, tasks.external());
        }

        int countOnceMet() {
            meeting.join();
            return count();
        }

        /** Counts the tasks; one that is not whole counts for many. */
        int count() {
            int[] count = new int[1];
            tasks.forEach(cell -> count[0] += cell.task() == TASK ? 1 : 1000);
            return count[0];
        }
    }

    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = ACCEPTABLE,
            desc = "slot of one, slot of the other: each has its own")
    private static final class EachHasItsOwn {}

    /** Two threads outside take a slot. */
    @JCStressTest
    @JCStressMeta(EachHasItsOwn.class)
    @Outcome(expect = FORBIDDEN, desc = "slot of one, slot of the other: one for two")
    @State
    public static class TwoTakes {
        final Scene scene = Scene.shared();

        @Actor
        public void one(II_Result r) {
            r.r1 = scene.take();
        }

        @Actor
        public void two(II_Result r) {
            r.r2 = scene.take();
        }
    }

    /** The mutant that {@link TwoTakes} sees: takes as an owner does, where there is none. */
    @JCStressTest
    @JCStressMeta(EachHasItsOwn.class)
    @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "slot of one, slot of the other: one for two")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class TakeByStoreControl {
        final Meeting meeting = new Meeting(2);
        final AtomicInteger taken = new AtomicInteger();

        private int take() {
            meeting.join();
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
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "spent: no mark is lost")
    @Outcome(expect = FORBIDDEN, desc = "spent: a mark is lost, so the chunk would stay for ever")
    @State
    public static class TwoFrees {
        final Scene scene = Scene.almostSpent();

        @Actor
        public void one() {
            scene.free(0);
        }

        @Actor
        public void two() {
            scene.free(1);
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = scene.chunk.isSpent();
        }
    }

    /** The mutant that {@link TwoFrees} sees: the marks are bits of one word, set by a load and a store. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "spent: no mark is lost")
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "spent: a mark is lost")
    @State
    public static class FreeByStoreControl {
        final Meeting meeting = new Meeting(2);
        final AtomicInteger free = new AtomicInteger();

        private void mark(int bit) {
            meeting.join();
            free.setRelease(free.get() | bit); // for getAndBitwiseOr
        }

        @Actor
        public void one() {
            mark(1);
        }

        @Actor
        public void two() {
            mark(2);
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = free.get() == 3;
        }
    }

    /** Who passes over the tasks sees whole ones: shutdownNow() calls them. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "during, at last: not listed yet")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "during, at last: listed, and whole")
    @Outcome(expect = FORBIDDEN, desc = "during, at last: not whole, or not listed")
    @State
    public static class AddAgainstPass {
        final Registry registry = new Registry(0);

        @Actor
        public void submitter() {
            registry.add();
        }

        @Actor
        public void closer(II_Result r) {
            r.r1 = registry.countOnceMet();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = registry.count();
        }
    }

    /** Two threads outside find the shared chunk full but for one slot. */
    @JCStressTest
    @Outcome(id = "65", expect = ACCEPTABLE, desc = "listed: all")
    @Outcome(expect = FORBIDDEN, desc = "listed: all but one, which nobody could cancel")
    @State
    public static class TwoAddsAtTheEndOfAChunk {
        final Registry registry = new Registry(TaskChunk.SLOTS - 1);

        @Actor
        public void one() {
            registry.add();
        }

        @Actor
        public void two() {
            registry.add();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = registry.count();
        }
    }

    /** Spent chunks are swept out of a list while one is added to it, and somebody passes over all. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "during, at last: the tasks that have not ended are seen by all")
    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "during, at last: the pass has seen the new one too")
    @Outcome(expect = FORBIDDEN, desc = "during, at last: a task is listed no more, so nobody could cancel it")
    @State
    public static class SweepAgainstAddAgainstPass {
        private static final String SCHEDULER = "scheduler";
        final TaskChunk<String, String> kept = with(1);
        final TaskChunk<String, String> newest = with(0);
        final TaskChunk<String, String> fresh = with(1);
        final ChunkList<String, String> list = new ChunkList<>(SCHEDULER, false);

        public SweepAgainstAddAgainstPass() {
            for (int slot = 0; slot < TaskChunk.SLOTS; slot++) list.newest().free(slot);
            list.add(kept, list.newest());
            list.add(with(0), kept);
            list.add(newest, list.newest());
        }

        /** A chunk of which all slots but some have been used and freed. */
        private static TaskChunk<String, String> with(int tasks) {
            TaskChunk<String, String> chunk = new TaskChunk<>(SCHEDULER, false);
            for (int slot = 0; slot < tasks; slot++) chunk.put(slot, "task");
            for (int slot = tasks; slot < TaskChunk.SLOTS; slot++) chunk.free(slot);
            return chunk;
        }

        private int count() {
            int[] count = new int[1];
            list.forEach(cell -> count[0]++);
            return count[0];
        }

        @Actor
        public void sweeper() {
            list.sweep();
        }

        @Actor
        public void submitter() {
            list.add(fresh, newest);
        }

        @Actor
        public void closer(II_Result r) {
            r.r1 = count();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = count();
        }
    }

    /** The mutant that {@link SweepAgainstAddAgainstPass} sees: sweeps out the newest chunk as well, by a store. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "listed: still")
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "listed: no more")
    @State
    public static class SweepNewestControl {
        final Meeting meeting = new Meeting(2);
        private static final String SPENT = "spent";
        private static final String FRESH = "fresh, above the spent one";
        final AtomicReference<String> newest = new AtomicReference<>(SPENT);

        @Actor
        public void sweeper() {
            meeting.join();
            if (newest.get() == SPENT) newest.set(null); // for leaving it there
        }

        @Actor
        public void submitter() {
            meeting.join();
            while (!newest.compareAndSet(newest.get(), FRESH)) {}
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = newest.get() == FRESH;
        }
    }
}
