package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
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
    /** Who falls asleep and looks once more, perhaps to wake itself. */
    private static void sleep(Sleepers sleepers, int worker, boolean searching, LocalQueue<?>... queues) {
        sleepers.fallAsleep(worker, searching);
        signalIfWork(sleepers, queues);
    }

    private static void signalIfWork(Sleepers sleepers, LocalQueue<?>... queues) {
        for (LocalQueue<?> queue : queues) {
            if (queue.isEmpty()) continue;
            sleepers.wakeForWork();
            return;
        }
    }

    private static void push(LocalQueue<Integer> queue, Sleepers sleepers) {
        queue.push(1);
        VarHandle.fullFence();
        sleepers.wakeForWork();
    }

    /** "left" if a task is there and somebody could have been woken for it. */
    private static String judge(Sleepers sleepers, LocalQueue<?>... queues) {
        for (LocalQueue<?> queue : queues) {
            if (!queue.isEmpty() && sleepers.wakeForWork() != Sleepers.NOBODY) return "left";
        }
        return "seen to";
    }

    /** Two threads submit while a worker falls asleep: it is woken once. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "woken once; both tasks are there for it")
    @Outcome(expect = FORBIDDEN, desc = "not woken, woken twice, or a task was lost")
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

    /** Two workers fall asleep, one of them from its search, while a third adds to its queue. */
    @JCStressTest
    @Outcome(id = "seen to", expect = ACCEPTABLE, desc = "somebody is awake for it")
    @Outcome(expect = FORBIDDEN, desc = "both asleep beside a task")
    @State
    public static class PushAgainstTwoSleepers {
        final LocalQueue<Integer> queue = new LocalQueue<>(1);
        final Sleepers sleepers = new Sleepers(3);

        public PushAgainstTwoSleepers() {
            sleepers.beginSearch(); // by worker 0
        }

        @Actor
        public void worker() {
            push(queue, sleepers);
        }

        @Actor
        public void searcher() {
            sleep(sleepers, 0, true, queue);
        }

        @Actor
        public void sleeper() {
            sleep(sleepers, 1, false, queue);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = judge(sleepers, queue);
        }
    }

    /** A search ends with a find and a worker falls asleep, while a third adds to its queue. */
    @JCStressTest
    @Outcome(id = "seen to", expect = ACCEPTABLE, desc = "somebody is awake for it")
    @Outcome(expect = FORBIDDEN, desc = "asleep beside a task")
    @State
    public static class PushAgainstEndOfSearchAgainstSleep {
        final LocalQueue<Integer> queue = new LocalQueue<>(1);
        final Sleepers sleepers = new Sleepers(3);

        public PushAgainstEndOfSearchAgainstSleep() {
            sleepers.beginSearch(); // by worker 0
        }

        @Actor
        public void worker() {
            push(queue, sleepers);
        }

        @Actor
        public void searcher() {
            if (sleepers.endSearch()) signalIfWork(sleepers, queue);
        }

        @Actor
        public void sleeper() {
            sleep(sleepers, 1, false, queue);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = judge(sleepers, queue);
        }
    }

    /** A searcher steals more than one, while the owner goes on and another worker falls asleep. */
    @JCStressTest
    @Outcome(id = "seen to", expect = ACCEPTABLE, desc = "somebody is awake for it")
    @Outcome(expect = FORBIDDEN, desc = "asleep beside a task")
    @State
    public static class BatchAgainstPollAgainstSleep {
        final LocalQueue<Integer> queue = new LocalQueue<>(4);
        final LocalQueue<Integer> thiefs = new LocalQueue<>(1);
        final Sleepers sleepers = new Sleepers(3);

        public BatchAgainstPollAgainstSleep() {
            for (int i = 1; i <= 4; i++) queue.push(i);
            sleepers.beginSearch(); // by worker 0
        }

        @Actor
        public void owner() {
            while (queue.poll() != null) {
                if (!queue.isEmpty()) sleepers.wakeForWork();
            }
        }

        @Actor
        public void thief() {
            if (thiefs.stealFrom(queue) == null) sleep(sleepers, 0, true, queue, thiefs);
            else if (sleepers.endSearch()) signalIfWork(sleepers, queue, thiefs);
        }

        @Actor
        public void sleeper() {
            sleep(sleepers, 1, false, queue, thiefs);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = judge(sleepers, queue, thiefs);
        }
    }

    /** The mutant that {@link BatchAgainstPollAgainstSleep} sees: a thief does not look at its own queue. */
    @JCStressTest
    @Outcome(id = "seen to", expect = ACCEPTABLE, desc = "somebody is awake for it")
    @Outcome(id = "left", expect = ACCEPTABLE_INTERESTING, desc = "asleep beside a task")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class OwnQueueForgottenControl {
        final Meeting meeting = new Meeting(2);
        final LocalQueue<Integer> queue = new LocalQueue<>(4);
        final LocalQueue<Integer> thiefs = new LocalQueue<>(1);
        final Sleepers sleepers = new Sleepers(3);

        public OwnQueueForgottenControl() {
            for (int i = 1; i <= 4; i++) queue.push(i);
            sleep(sleepers, 1, false);
            sleepers.beginSearch(); // by worker 0
        }

        @Actor
        public void owner() {
            meeting.join();
            while (queue.poll() != null) {
                if (!queue.isEmpty()) sleepers.wakeForWork();
            }
        }

        @Actor
        public void thief() {
            meeting.join();
            if (thiefs.stealFrom(queue) == null) sleep(sleepers, 0, true, queue, thiefs);
            else if (sleepers.endSearch()) signalIfWork(sleepers, queue); // without its own
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = judge(sleepers, queue, thiefs);
        }
    }
}
