package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Three workers or threads at the sleepers' word at once, with queues: in the end no task is left while a
 * worker sleeps and nobody searches (S5).
 */
public class SleepThreeTests {
    /** Two threads submit while a worker falls asleep: it is woken once. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "times woken, tasks there: once, and both are there for it")
    @Outcome(expect = FORBIDDEN, desc = "times woken, tasks there: never or twice, or one is lost")
    @State
    public static class TwoSubmitsAgainstSleep {
        final InjectionQueue<Integer> injection = new InjectionQueue<>();
        final LocalQueue<Integer> workers = new LocalQueue<>(2);
        final Sleepers sleepers = new Sleepers(1);
        int byFirst;
        int bySecond;
        int bySleeper;

        private int submit() {
            injection.add(1);
            VarHandle.fullFence();
            return sleepers.wakeForWork() == 0 ? 1 : 0;
        }

        @Actor
        public void first() {
            byFirst = submit();
        }

        @Actor
        public void second() {
            bySecond = submit();
        }

        @Actor
        public void sleeper() {
            sleepers.fallAsleep(0, false);
            if (!injection.isEmpty()) bySleeper = sleepers.wakeForWork() == 0 ? 1 : 0;
        }

        @Arbiter
        public void end(II_Result r) {
            r.r1 = byFirst + bySecond + bySleeper;
            r.r2 = injection.moveTo(workers, 3);
        }
    }

    /** Worker 0 searches, and there are queues of tasks that nobody may sleep beside. */
    private static final class Scene {
        final Sleepers sleepers = new Sleepers(3);
        private final LocalQueue<?>[] queues;

        Scene(LocalQueue<?>... queues) {
            this.queues = queues;
            sleepers.beginSearch(); // by worker 0
        }

        /** Who falls asleep looks once more, perhaps to wake itself. */
        void fallAsleep(int worker, boolean searching) {
            sleepers.fallAsleep(worker, searching);
            signalIfWork(queues);
        }

        void endSearch() {
            endSearch(queues);
        }

        void endSearch(LocalQueue<?>... seen) {
            if (sleepers.endSearch()) signalIfWork(seen);
        }

        private void signalIfWork(LocalQueue<?>[] seen) {
            for (LocalQueue<?> queue : seen) {
                if (queue.isEmpty()) continue;
                sleepers.wakeForWork();
                return;
            }
        }

        /** "left" if a task is there and somebody could have been woken for it. */
        String judge() {
            for (LocalQueue<?> queue : queues) {
                if (!queue.isEmpty() && sleepers.wakeForWork() != Sleepers.NOBODY) return "left";
            }
            return "seen to";
        }
    }

    @Outcome(id = "seen to", expect = ACCEPTABLE, desc = "somebody is awake for it")
    private static final class IsSeenTo {}

    /** A worker adds to its queue. */
    private static final class Push {
        final LocalQueue<Integer> queue = new LocalQueue<>(1);
        final Scene scene = new Scene(queue);

        void push() {
            queue.push(1);
            VarHandle.fullFence();
            scene.sleepers.wakeForWork();
        }
    }

    /** Two workers fall asleep, one of them from its search, while a third adds to its queue. */
    @JCStressTest
    @JCStressMeta(IsSeenTo.class)
    @Outcome(expect = FORBIDDEN, desc = "both asleep beside a task")
    @State
    public static class PushAgainstTwoSleepers {
        final Push push = new Push();

        @Actor
        public void worker() {
            push.push();
        }

        @Actor
        public void searcher() {
            push.scene.fallAsleep(0, true);
        }

        @Actor
        public void sleeper() {
            push.scene.fallAsleep(1, false);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = push.scene.judge();
        }
    }

    /** A search ends with a find and a worker falls asleep, while a third adds to its queue. */
    @JCStressTest
    @JCStressMeta(IsSeenTo.class)
    @Outcome(expect = FORBIDDEN, desc = "asleep beside a task")
    @State
    public static class PushAgainstEndOfSearchAgainstSleep {
        final Push push = new Push();

        @Actor
        public void worker() {
            push.push();
        }

        @Actor
        public void searcher() {
            push.scene.endSearch();
        }

        @Actor
        public void sleeper() {
            push.scene.fallAsleep(1, false);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = push.scene.judge();
        }
    }

    /** A searcher is about to steal half of four tasks. */
    private static final class Batch {
        final LocalQueue<Integer> queue = new LocalQueue<>(4);
        final LocalQueue<Integer> thiefs = new LocalQueue<>(1);
        final Scene scene = new Scene(queue, thiefs);

        Batch() {
            for (int i = 1; i <= 4; i++) queue.push(i);
        }

        void pollAll() {
            while (queue.poll() != null) {
                if (!queue.isEmpty()) scene.sleepers.wakeForWork();
            }
        }

        /** Falls asleep if there was none. */
        boolean steal() {
            if (thiefs.stealFrom(queue) != null) return true;
            scene.fallAsleep(0, true);
            return false;
        }
    }

    /** A searcher steals more than one, while the owner goes on and another worker falls asleep. */
    @JCStressTest
    @JCStressMeta(IsSeenTo.class)
    @Outcome(expect = FORBIDDEN, desc = "asleep beside a task")
    @State
    public static class BatchAgainstPollAgainstSleep {
        final Batch batch = new Batch();

        @Actor
        public void owner() {
            batch.pollAll();
        }

        @Actor
        public void thief() {
            if (batch.steal()) batch.scene.endSearch();
        }

        @Actor
        public void sleeper() {
            batch.scene.fallAsleep(1, false);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = batch.scene.judge();
        }
    }

    /** The mutant that {@link BatchAgainstPollAgainstSleep} sees: a thief does not look at its own queue. */
    @JCStressTest
    @JCStressMeta(IsSeenTo.class)
    @Outcome(id = "left", expect = ACCEPTABLE_INTERESTING, desc = "asleep beside a task")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class OwnQueueForgottenControl {
        final Meeting meeting = new Meeting(2);
        final Batch batch = new Batch();

        public OwnQueueForgottenControl() {
            batch.scene.sleepers.fallAsleep(1, false);
        }

        @Actor
        public void owner() {
            meeting.join();
            batch.pollAll();
        }

        @Actor
        public void thief() {
            meeting.join();
            if (batch.steal()) batch.scene.endSearch(batch.queue); // without its own
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = batch.scene.judge();
        }
    }
}
