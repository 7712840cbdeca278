package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Awaitable;
import dev.secretariat.Outcome.Succeeded;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Waker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** The whole scheduler, with real parking: what is accepted ends, and then the workers go (T1, S3, S5). */
public class ParallelSchedulerTests {
    private static final Task<Void> DONE = worker -> Step.done();

    /** A task comes while the worker falls asleep; it sees what its submitter wrote. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "data seen by the task: what was written")
    @Outcome(expect = FORBIDDEN, desc = "data seen by the task: stuck, not run, or not seen")
    @State
    public static class SubmitAgainstSleep {
        final HandCrew crew = new HandCrew(1);
        int data;
        int seen = -1;

        @Actor
        public void worker() {
            crew.work(0);
        }

        @Actor
        public void submitter() {
            data = 1;
            crew.scheduler.submit(worker -> {
                seen = data;
                return Step.done();
            });
            crew.close();
        }

        @Arbiter
        public void end(I_Result r) {
            r.r1 = crew.isStuck() ? -2 : seen;
        }
    }

    /** A task comes while the scheduler closes. */
    @JCStressTest
    @Outcome(id = "refused", expect = ACCEPTABLE, desc = "too late")
    @Outcome(id = "succeeded", expect = ACCEPTABLE, desc = "accepted, so run")
    @Outcome(expect = FORBIDDEN, desc = "accepted and not run, or never terminated")
    @State
    public static class CloseAgainstSubmit {
        final HandCrew crew = new HandCrew(1);

        @Actor
        public void worker() {
            crew.work(0);
        }

        @Actor
        public void submitter() {
            crew.submit(DONE);
        }

        @Actor
        public void closer() {
            crew.close();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = crew.end();
        }
    }

    /** A task that would wait for ever comes while all is cancelled. */
    @JCStressTest
    @Outcome(id = "refused", expect = ACCEPTABLE, desc = "too late")
    @Outcome(id = "cancelled", expect = ACCEPTABLE, desc = "accepted, so cancelled")
    @Outcome(expect = FORBIDDEN, desc = "accepted and forgotten, or never terminated")
    @State
    public static class ShutdownNowAgainstSubmit {
        private static final Awaitable NEVER = new Awaitable() {
            @Override
            public boolean register(Waker waker) {
                return true;
            }

            @Override
            public void deregister(Waker waker) {}
        };

        private static final Task<Void> WAITING = worker -> Step.await(NEVER);
        final HandCrew crew = new HandCrew(1);

        @Actor
        public void worker() {
            crew.work(0);
        }

        @Actor
        public void submitter() {
            crew.submit(WAITING);
        }

        @Actor
        public void closer() {
            crew.shutdownNow();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = crew.end();
        }
    }

    /** What a task waits for comes true while it registers and its worker falls asleep. */
    @JCStressTest
    @Outcome(id = "succeeded", expect = ACCEPTABLE, desc = "the task has gone on")
    @Outcome(expect = FORBIDDEN, desc = "a wake was lost")
    @State
    public static class WakeAgainstAwait {
        final HandCrew crew = new HandCrew(1);
        final Promise<String> promise = new Promise<>();

        public WakeAgainstAwait() {
            crew.submit(worker -> promise.isDone() ? Step.done(promise.result()) : Step.await(promise));
        }

        @Actor
        public void worker() {
            crew.work(0);
        }

        @Actor
        public void completer() {
            promise.complete(new Succeeded<>("value"));
            crew.close();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = crew.end();
        }
    }

    /** Two idle workers are let go. */
    @JCStressTest
    @Outcome(id = "refused", expect = ACCEPTABLE, desc = "both have gone")
    @Outcome(expect = FORBIDDEN, desc = "one sleeps for ever")
    @State
    public static class CloseAgainstTwoSleeps {
        final HandCrew crew = new HandCrew(2);

        @Actor
        public void zero() {
            crew.work(0);
        }

        @Actor
        public void one() {
            crew.work(1);
        }

        @Actor
        public void closer() {
            crew.close();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = crew.end();
        }
    }

    /** A step waits for the task that it has submitted: another worker takes it out of the slot. */
    @JCStressTest
    @Outcome(id = "succeeded", expect = ACCEPTABLE, desc = "taken while the step went on")
    @Outcome(expect = FORBIDDEN, desc = "left in the slot of a busy worker beside an idle one")
    @State
    public static class LongStepAgainstSleep {
        final HandCrew crew = new HandCrew(2);
        volatile boolean taken;

        @Actor
        public void zero() {
            crew.work(0);
        }

        @Actor
        public void one() {
            crew.work(1);
        }

        @Actor
        public void submitter() {
            crew.submit(worker -> {
                worker.submit(other -> {
                    taken = true;
                    return Step.done();
                });
                while (!taken && !crew.isStuck()) Thread.yield();
                return Step.done();
            });
            crew.close();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = crew.end();
        }
    }

    /**
     * Tasks with plain fields move between two workers, through injection queue, slots, queues and
     * thefts: each of their steps sees what the one before it wrote (T2), and none is lost.
     */
    @JCStressTest
    @Outcome(id = "24, 6", expect = ACCEPTABLE, desc = "steps, tasks done: every step has seen the one before")
    @Outcome(expect = FORBIDDEN, desc = "steps, tasks done: stuck, or a step has not seen what the one before it wrote")
    @State
    public static class StepsAgainstSteps {
        private static final int STEPS = 4;
        final HandCrew crew = new HandCrew(2);
        final Counter[] counters = new Counter[6];

        /** Counts its steps in a plain field; the first ones submit others. */
        final class Counter implements Task<Void> {
            private final int number;
            private int steps;

            Counter(int number) {
                this.number = number;
            }

            @Override
            public Step<Void> step(dev.secretariat.Worker worker) {
                steps++;
                int child = 2 * number + 2;
                if (steps == 1 && child < counters.length) worker.submit(counters[child]);
                if (steps == 2 && child + 1 < counters.length) worker.submit(counters[child + 1]);
                return steps < STEPS ? Step.yieldNow() : Step.done();
            }
        }

        public StepsAgainstSteps() {
            for (int i = 0; i < counters.length; i++) counters[i] = new Counter(i);
        }

        @Actor
        public void zero() {
            crew.work(0);
        }

        @Actor
        public void one() {
            crew.work(1);
        }

        @Actor
        public void submitter() {
            crew.scheduler.submit(counters[0]);
            crew.scheduler.submit(counters[1]);
            crew.close();
        }

        @Arbiter
        public void end(II_Result r) {
            for (Counter counter : counters) {
                r.r1 += counter.steps;
                if (counter.steps == STEPS) r.r2++;
            }
            if (crew.isStuck()) r.r1 = -1;
        }
    }
}
