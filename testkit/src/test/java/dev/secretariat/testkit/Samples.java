package dev.secretariat.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.parallel.ParallelScheduler;
import dev.secretariat.simulation.Faults;
import dev.secretariat.simulation.SimulationScheduler;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Test classes to be run by {@link SimulationExtensionTest}, not by the build. */
final class Samples {
    private Samples() {}

    /** Reads in one step and writes in the next. */
    static Task<Void> deposit(int[] balance) {
        return new Task<>() {
            private int read = -1;

            @Override
            public Step<Void> step(Worker worker) {
                if (read < 0) {
                    read = balance[0];
                    return Step.yieldNow();
                }
                balance[0] = read + 1;
                return Step.done();
            }
        };
    }

    static class Right {
        static final AtomicInteger RUNS = new AtomicInteger();
        static final AtomicInteger SETUPS = new AtomicInteger();

        @BeforeEach
        void setUp() {
            SETUPS.incrementAndGet();
        }

        @SimulationTest(seeds = 50, workers = 2)
        void passes(SimulationScheduler simulation, TestInfo info) {
            assertEquals("passes", info.getTestMethod().orElseThrow().getName());
            RUNS.incrementAndGet();
            simulation.submit(Task.run(() -> {}));
        }
    }

    static class Wrong {
        @SimulationTest
        void losesAnUpdate(SimulationScheduler simulation) {
            int[] balance = {0};
            for (int i = 0; i < 2; i++) simulation.submit("deposit " + i, deposit(balance));
            simulation.run();
            assertEquals(2, balance[0]);
        }

        @SimulationTest(search = Search.PRIORITIES, depth = 2, steps = 4)
        void losesAnUpdateByPriorities(SimulationScheduler simulation) {
            losesAnUpdate(simulation);
        }

        @SimulationTest(search = Search.EXHAUSTIVE, preemptions = 1)
        void losesAnUpdateInSomeOrder(SimulationScheduler simulation) {
            losesAnUpdate(simulation);
        }
    }

    static class TooManyOrders {
        @SimulationTest(seeds = 10, search = Search.EXHAUSTIVE, preemptions = 20)
        void sees(SimulationScheduler simulation) {
            for (int i = 0; i < 5; i++) simulation.submit(deposit(new int[1]));
        }
    }

    static class Explored {
        @SimulationTest(search = Search.EXHAUSTIVE)
        void inEveryOrder(SimulationScheduler simulation) {
            for (int i = 0; i < 2; i++) simulation.submit(Task.run(() -> {}));
        }

        @SimulationTest(search = Search.EXHAUSTIVE)
        void butWithTheSameRandomNumbers(SimulationScheduler simulation) {
            simulation.submit(worker -> worker.random().nextBoolean() ? Step.done() : Step.yieldNow());
        }
    }

    static final class Late implements Supplier<Faults> {
        @Override
        public Faults get() {
            return Faults.none().lateTimers(1, Duration.ofSeconds(1));
        }
    }

    static class Faulty {
        @SimulationTest(seeds = 5, faults = Late.class)
        void assumesThatTimersAreExact(SimulationScheduler simulation) throws Exception {
            Duration delay = Duration.ofSeconds(10);
            long now = simulation
                    .schedule(Task.call(() -> simulation.ticker().nanos()), delay)
                    .join();
            assertEquals(delay.toNanos(), now);
        }
    }

    static class Compared {
        @SimulationTest(seeds = 200, realRuns = 5)
        void agrees(Scheduler scheduler, Outcomes outcomes) throws Exception {
            List<TaskHandle<Integer>> handles = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int number = i;
                handles.add(scheduler.submit(Task.call(() -> number)));
            }
            int sum = 0;
            for (TaskHandle<Integer> handle : handles) sum += handle.join();
            outcomes.add(sum);
        }

        /** What no simulation shows. */
        @SimulationTest(seeds = 20, realRuns = 1)
        void differs(Scheduler scheduler, Outcomes outcomes) {
            outcomes.add(scheduler instanceof ParallelScheduler ? "parallel" : "not");
        }

        @SimulationTest(seeds = 2, realRuns = -1)
        void runsLessThanNever(Scheduler scheduler) {}

        @SimulationTest(seeds = 2, realRuns = 1)
        void wantsASimulation(SimulationScheduler scheduler) {
            throw new UnsupportedOperationException("refused before it is run");
        }
    }

    @SimulationTest(seeds = 3, workers = 4)
    @Retention(RetentionPolicy.RUNTIME)
    @interface ThreeSeeds {}

    abstract static class Base {
        static final AtomicInteger RUNS = new AtomicInteger();

        @ThreeSeeds
        void isInherited(SimulationScheduler simulation) {
            RUNS.incrementAndGet();
        }
    }

    static class Derived extends Base {
        @Nested
        class Inner {
            @SimulationTest(seeds = 2)
            void isNested(SimulationScheduler simulation) {
                RUNS.incrementAndGet();
            }
        }
    }

    static class Other {
        static class Wrong {
            @SimulationTest(seeds = 1)
            void losesAnUpdate(SimulationScheduler simulation) {
                throw new UnsupportedOperationException("the other one");
            }
        }
    }

    static class Assuming {
        @SimulationTest(seeds = 5)
        void never(SimulationScheduler simulation) {
            simulation.submit(worker -> Step.await(new Promise<>()));
            assumeTrue(false);
        }

        @SimulationTest(seeds = 5)
        void sometimes(SimulationScheduler simulation) {
            assumeTrue(simulation.seed() % 2 == 1);
            assertEquals(1, simulation.seed());
        }
    }

    static class Misused {
        static class Before {
            @BeforeEach
            void setUp(SimulationScheduler simulation) {
                simulation.run();
            }

            @SimulationTest(seeds = 1)
            void test(SimulationScheduler simulation) {}
        }

        static class WithoutScheduler {
            @SimulationTest
            void test() {}
        }
    }

    static class Stuck {
        /** What no interrupt of JUnit's ended, since the run was repeated. */
        @Timeout(value = 200, unit = TimeUnit.MILLISECONDS)
        @SimulationTest(seeds = 3)
        void takesFromAnEmptyQueue(SimulationScheduler simulation) {
            simulation.submit("before", Task.run(() -> {}));
            simulation.submit("taker", Task.call(new LinkedBlockingQueue<>()::take));
        }

        @SimulationTest(seeds = 3, patienceSeconds = 1)
        void takesFromAnEmptyQueueForLong(SimulationScheduler simulation) {
            takesFromAnEmptyQueue(simulation);
        }

        @SimulationTest(seeds = 1, realRuns = 1, patienceSeconds = 1)
        void joinsATaskThatNeverEnds(Scheduler scheduler) throws Exception {
            if (scheduler instanceof SimulationScheduler) return;
            scheduler.submit("stuck", worker -> Step.await(new Promise<>())).join();
        }

        @SimulationTest(seeds = 1, realRuns = 1, patienceSeconds = 1)
        void leavesATaskThatNeverEnds(Scheduler scheduler) {
            if (scheduler instanceof SimulationScheduler) return;
            scheduler.submit("stuck", worker -> Step.await(new Promise<>()));
        }

        @SimulationTest(seeds = 1, realRuns = 1, patienceSeconds = 1)
        void blocksAWorker(Scheduler scheduler) throws Exception {
            if (scheduler instanceof SimulationScheduler) return;
            scheduler
                    .submit("taker", Task.call(new LinkedBlockingQueue<>()::take))
                    .join();
        }

        @Timeout(value = 200, unit = TimeUnit.MILLISECONDS)
        @SimulationTest(seeds = 1, realRuns = 1)
        void isTimedOutOnARealOne(Scheduler scheduler) {
            leavesATaskThatNeverEnds(scheduler);
        }
    }

    static class Different {
        @SimulationTest(seeds = 1, realRuns = 1)
        void failsOnRealOnes(Scheduler scheduler) {
            if (scheduler instanceof SimulationScheduler) return;
            scheduler.submit(worker -> Step.await(new Promise<>()));
            throw new UnsupportedOperationException("not here");
        }

        @SimulationTest(seeds = 1, realRuns = 1)
        void addsWhatComesOfItsTasks(Scheduler scheduler, Outcomes outcomes) throws Exception {
            TaskHandle<Void> last = scheduler.submit(Task.run(() -> {}));
            if (scheduler instanceof SimulationScheduler) {
                scheduler.submit(Task.run(() -> outcomes.add(1)));
            } else {
                last.join();
                outcomes.add(1);
            }
        }
    }
}
