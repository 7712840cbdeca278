package dev.secretariat.parallel;

import static dev.secretariat.parallel.Players.chain;
import static dev.secretariat.parallel.Players.open;
import static dev.secretariat.parallel.Players.storm;
import static dev.secretariat.parallel.Players.until;
import static dev.secretariat.parallel.Players.yieldingUntil;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Ticker;
import dev.secretariat.Worker;
import dev.secretariat.parallel.ParallelScheduler.Idle;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * SPEC.md, rule S2, beside programs that would starve others. One worker, unless said otherwise: with
 * several, a task may be passed as often as the system's scheduler likes, for it may stop the thread of
 * whoever has it.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ParallelFairnessTest {
    /** So many steps an unfair scheduler is given to prove it. */
    private static final int PATIENCE = 100_000;

    private static final long BOUND = ParallelWorker.FAIRNESS_BOUND;

    /** What runs beside a victim, from the first step of a task, until told to stop. */
    enum Beside {
        /** tokio#2349, tokio#5686. */
        TWO_THAT_WAKE_EACH_OTHER {
            @Override
            List<AtomicInteger> start(Worker worker, BooleanSupplier end) {
                AtomicInteger steps = new AtomicInteger();
                Players.PingPong.start(worker, end, steps);
                return List.of(steps);
            }
        },
        FOUR_THAT_WAKE_EACH_OTHER {
            @Override
            List<AtomicInteger> start(Worker worker, BooleanSupplier end) {
                List<AtomicInteger> steps = List.of(new AtomicInteger(), new AtomicInteger());
                steps.forEach(count -> Players.PingPong.start(worker, end, count));
                return steps;
            }
        },
        ONE_THAT_YIELDS {
            @Override
            List<AtomicInteger> start(Worker worker, BooleanSupplier end) {
                AtomicInteger steps = new AtomicInteger();
                worker.submit(yieldingUntil(end, steps));
                return List.of(steps);
            }
        },
        MANY_THAT_YIELD {
            @Override
            List<AtomicInteger> start(Worker worker, BooleanSupplier end) {
                List<AtomicInteger> all = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    all.add(new AtomicInteger());
                    worker.submit(yieldingUntil(end, all.get(i)));
                }
                return all;
            }
        },
        A_CHAIN_OF_SUBMISSIONS {
            @Override
            List<AtomicInteger> start(Worker worker, BooleanSupplier end) {
                AtomicInteger steps = new AtomicInteger();
                worker.submit(chain(end, steps));
                return List.of(steps);
            }
        },
        PING_PONG_AND_YIELDS {
            @Override
            List<AtomicInteger> start(Worker worker, BooleanSupplier end) {
                List<AtomicInteger> all = new ArrayList<>(MANY_THAT_YIELD.start(worker, end));
                all.addAll(TWO_THAT_WAKE_EACH_OTHER.start(worker, end));
                return all;
            }
        };

        /** Starts it, and returns what counts the steps of each of its tasks, or of two. */
        abstract List<AtomicInteger> start(Worker worker, BooleanSupplier end);
    }

    private static ParallelScheduler oneWorker() {
        return oneWorker(Ticker.system());
    }

    private static ParallelScheduler oneWorker(Ticker ticker) {
        return ParallelScheduler.builder().workers(1).ticker(ticker).start();
    }

    /** A task that is passed, and by how many steps of one task, or of a pair, at most. */
    private static final class Passed {
        private final List<AtomicInteger> others;
        private int[] before;
        private long most;

        Passed(List<AtomicInteger> others) {
            this.others = others;
        }

        void isReady() {
            before = others.stream().mapToInt(AtomicInteger::get).toArray();
        }

        void runs() {
            for (int i = 0; i < before.length; i++)
                most = Math.max(most, others.get(i).get() - before[i]);
        }
    }

    private static BooleanSupplier after(int steps, List<AtomicInteger> counted) {
        return () -> counted.stream().anyMatch(count -> count.get() > steps);
    }

    @ParameterizedTest
    @EnumSource
    void required_S2_aTaskThatYieldsIsNotPassedByMoreThanTheBound_tokio5686(Beside beside) throws Exception {
        ParallelScheduler scheduler = oneWorker();
        List<AtomicInteger> counted = new ArrayList<>();
        BooleanSupplier end = after(PATIENCE, counted);
        TaskHandle<Passed> handle = scheduler.submit(worker -> {
            List<AtomicInteger> others = beside.start(worker, end);
            counted.addAll(others);
            Passed victim = new Passed(others);
            victim.isReady();
            worker.submit(w -> {
                victim.runs();
                victim.isReady();
                return end.getAsBoolean() ? Step.done() : Step.yieldNow();
            });
            return Step.done(victim);
        });
        scheduler.close();
        long most = handle.result().most;
        assertTrue(most <= BOUND, most + " > " + BOUND);
    }

    @ParameterizedTest
    @EnumSource
    void required_S2_aTaskOfAnExternalThreadIsNotPassedByMoreThanTheBound_tokio2349(Beside beside) throws Exception {
        try (ParallelScheduler scheduler = oneWorker()) {
            AtomicBoolean stop = new AtomicBoolean();
            List<AtomicInteger> others = scheduler
                    .submit(worker -> Step.done(beside.start(worker, stop::get)))
                    .join();
            Passed passed = new Passed(others);
            for (int i = 0; i < 200; i++) {
                // May count a few steps too few, for those before submit() returns; none too many.
                AtomicInteger[] before = {new AtomicInteger()};
                AtomicBoolean counted = new AtomicBoolean();
                Promise<Integer> gate = new Promise<>();
                AtomicBoolean asked = new AtomicBoolean();
                TaskHandle<int[]> handle = scheduler.submit(worker -> {
                    if (!asked.getAndSet(true)) return Step.await(gate);
                    counted.set(true);
                    return Step.done(
                            others.stream().mapToInt(AtomicInteger::get).toArray());
                });
                until(() -> handle.state() == TaskState.WAITING);
                open(gate);
                passed.isReady();
                int[] at = handle.join();
                for (int k = 0; k < at.length; k++) {
                    before[0].accumulateAndGet(at[k] - passed.before[k], Math::max);
                }
                passed.most = Math.max(passed.most, before[0].get());
            }
            stop.set(true);
            assertTrue(passed.most <= BOUND, passed.most + " > " + BOUND);
        }
    }

    /**
     * Behind more than a worker takes at a time: those before it have to be gone before anything that was behind them has another
     * turn, and the worker's own line must not grow for that.
     */
    @ParameterizedTest
    @EnumSource
    void required_S2_aTaskBehindManyOfExternalThreadsIsNotPassedByMoreThanTheBound(Beside beside) throws Exception {
        try (ParallelScheduler scheduler = oneWorker()) {
            AtomicBoolean stop = new AtomicBoolean();
            List<AtomicInteger> others = scheduler
                    .submit(worker -> Step.done(beside.start(worker, stop::get)))
                    .join();
            CountDownLatch holds = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            scheduler.submit(worker -> {
                holds.countDown();
                go.await();
                return Step.done();
            });
            holds.await();
            AtomicInteger longest = new AtomicInteger();
            for (int i = 0; i < PATIENCE; i++) {
                scheduler.submit(worker -> {
                    longest.accumulateAndGet(((ParallelWorker) worker).queue().size(), Math::max);
                    return Step.done();
                });
            }
            Passed passed = new Passed(others);
            passed.isReady(); // the worker is held, so none of them makes a step before it is
            TaskHandle<Void> last = scheduler.submit(Task.run(passed::runs));
            go.countDown();
            last.join();
            stop.set(true);
            assertTrue(passed.most <= BOUND, passed.most + " > " + BOUND);
            assertTrue(longest.get() < 1000, longest + " in the worker's line");
        }
    }

    /**
     * More submitters than processors, so that now and then one is preempted in the midst of a submission, with so little
     * before it that the task which yields runs on at once. Beside a queue with a hole it has made 500,000 steps meanwhile.
     */
    @Test
    @SuppressWarnings("ThreadPriorityCheck") // the more preemptions, the better
    void required_S2_aSubmitterThatIsPreemptedHoldsUpNoOtherSubmission() throws Exception {
        int submitters = 4 * Runtime.getRuntime().availableProcessors();
        int submissions = Integer.getInteger("fairness.submissions", 50_000);
        try (ParallelScheduler scheduler = oneWorker()) {
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger steps = new AtomicInteger();
            scheduler.submit(yieldingUntil(stop::get, steps));
            AtomicInteger live = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < submitters; i++) {
                Thread thread = new Thread(() -> {
                    for (int k = 0; k < submissions / submitters; k++) {
                        while (live.get() > 2 * submitters) Thread.yield();
                        live.incrementAndGet();
                        AtomicInteger before = new AtomicInteger(-1); // the submission has not returned
                        scheduler.submit(Task.run(() -> {
                            if (before.get() >= 0) most.accumulateAndGet(steps.get() - before.get(), Math::max);
                            live.decrementAndGet();
                        }));
                        before.set(steps.get()); // perhaps a few steps late: too few are counted, never too many
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) thread.join();
            stop.set(true);
            assertTrue(most.get() <= BOUND, most + " > " + BOUND);
        }
    }

    /** Injected tasks come although the queue of the worker never runs empty. */
    @Test
    void required_S2_aSpawnStormDoesNotKeepOutExternalThreads() throws Exception {
        for (int workers = 1; workers <= 3; workers++) {
            try (ParallelScheduler scheduler =
                    ParallelScheduler.builder().workers(workers).start()) {
                AtomicBoolean stop = new AtomicBoolean();
                AtomicInteger live = new AtomicInteger(1);
                scheduler.submit(storm(stop::get, new AtomicInteger(), live));
                AtomicInteger steps = new AtomicInteger();
                scheduler.submit(yieldingUntil(stop::get, steps)); // lest the storm dies down
                for (int i = 0; i < 1000; i++)
                    scheduler.submit(Task.run(() -> {})).join();
                stop.set(true);
            }
        }
    }

    /** A sleep ends although nobody on the worker ever waits. */
    @ParameterizedTest
    @EnumSource
    void required_S2_timersRingBesideTasksThatNeverWait(Beside beside) throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (ParallelScheduler scheduler = oneWorker(ticker)) {
            AtomicBoolean stop = new AtomicBoolean();
            scheduler
                    .submit(worker -> Step.done(beside.start(worker, stop::get)))
                    .join();
            for (int i = 0; i < 20; i++) {
                AtomicBoolean slept = new AtomicBoolean();
                TaskHandle<Void> sleeper =
                        scheduler.submit(w -> slept.getAndSet(true) ? Step.done() : Step.sleep(Duration.ofHours(1)));
                until(() -> sleeper.state() == TaskState.WAITING);
                ticker.advance(Duration.ofHours(1));
                sleeper.join();
            }
            stop.set(true);
        }
    }

    /** With several workers, and however they idle, nobody waits for ever. */
    @ParameterizedTest
    @EnumSource
    void nobodyStarvesBesideAnyOfThemOnSeveralWorkers_JDK8373118(Idle idle) throws Exception {
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(3).idle(idle).start()) {
            AtomicBoolean stop = new AtomicBoolean();
            for (Beside beside : Beside.values()) {
                scheduler
                        .submit(worker -> Step.done(beside.start(worker, stop::get)))
                        .join();
            }
            for (int i = 0; i < 300; i++) {
                AtomicInteger yields = new AtomicInteger();
                scheduler.submit(yieldingUntil(() -> yields.get() > 20, yields)).join();
            }
            stop.set(true);
        }
    }

    /** JDK-8330017: the counts of a worker that has run for a minute or two must not run over. */
    @Test
    void aPingPongOfAnyLengthDoesNotStarveOthersLater_JDK8330017() throws Exception {
        try (ParallelScheduler scheduler = oneWorker()) {
            AtomicInteger steps = new AtomicInteger();
            AtomicBoolean stop = new AtomicBoolean();
            scheduler.submit(worker -> {
                BooleanSupplier end = () -> {
                    if (steps.get() == 10) {
                        // As after 2,147,483,600 steps from the slot while nobody else was there.
                        add((ParallelWorker) worker, "lifoInARow", Integer.MAX_VALUE - 47);
                        add((ParallelWorker) worker, "lifoLeft", -(Integer.MAX_VALUE - 47));
                    }
                    return stop.get() || steps.get() > 50 * PATIENCE;
                };
                Players.PingPong.start(worker, end, steps);
                return Step.done();
            });
            until(() -> steps.get() > 1000);
            TaskHandle<Integer> victim = scheduler.submit(worker -> Step.done(steps.get()));
            int before = steps.get(); // a few too many, so that the victim is passed by a few too few
            int passed = victim.join() - before;
            stop.set(true);
            assertTrue(passed <= BOUND, passed + " > " + BOUND);
        }
    }

    private static void add(ParallelWorker worker, String field, int delta) {
        try {
            Field count = RunQueue.class.getDeclaredField(field);
            count.setAccessible(true);
            count.setInt(worker.queue(), count.getInt(worker.queue()) + delta);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(field, e);
        }
    }
}
