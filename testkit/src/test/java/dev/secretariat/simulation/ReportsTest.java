package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is told of deadlocks, livelocks, other threads, and programs that depend on more than the seed. */
class ReportsTest {
    private static <E extends Throwable> E failure(Class<E> type, Simulation.Program program) {
        SimulationFailure failure = assertThrows(
                SimulationFailure.class,
                () -> Simulation.of(program).stepLimit(500).check(200));
        return assertInstanceOf(type, failure.getCause());
    }

    @Test
    void aDeadlockNamesWhoWaitsForWhatAndWhoHoldsIt() {
        String message = failure(DeadlockError.class, Programs::dines).getMessage();
        assertTrue(message.contains("'alice' waits for right fork, held by 'bob'"), message);
        assertTrue(message.contains("'bob' waits for left fork, held by 'alice'"), message);
        assertTrue(message.contains("in a circle: 'alice' -> 'bob' -> 'alice'"), message);
    }

    @Test
    void aJoinThatCannotEndIsADeadlock() {
        SimulationScheduler simulation = SimulationScheduler.builder().build();
        TaskHandle<Void> stuck = simulation.submit("stuck", worker -> Step.await(new Promise<>()));
        TaskHandle<Void> behind = simulation.submit("behind", worker -> Step.await(stuck));
        String message = assertThrows(DeadlockError.class, behind::join).getMessage();
        assertTrue(message.contains("the caller waits for task 'behind'"), message);
        assertTrue(message.contains("'behind' waits for task 'stuck'"), message);
        simulation.shutdownNow();
        simulation.close();
    }

    @Test
    void aPromiseThatNobodyHoldsIsAskedAfter() {
        String outside =
                "'reader' awaits a promise that nothing in the simulation holds: is it completed by a thread outside?";
        String alone = failure(DeadlockError.class, it -> it.submit("reader", reading(new Promise<>())))
                .getMessage();
        assertTrue(alone.contains(outside), alone);
        String joined = failure(
                        DeadlockError.class,
                        it -> it.submit("reader", reading(new Promise<>())).join())
                .getMessage();
        assertTrue(joined.contains(outside), joined);
    }

    private static Task<Integer> reading(Promise<Integer> promise) {
        return worker -> promise.isDone() ? Step.done(promise.result()) : Step.await(promise);
    }

    @Test
    void nobodyOutsideIsSuspectedWhereTheSimulationExplainsIt() {
        Simulation besideACircle = Simulation.of(simulation -> {
            Programs.dines(simulation);
            simulation.submit("reader", reading(new Promise<>()));
        });
        String circle = LongStream.range(0, 100)
                .mapToObj(
                        seed -> besideACircle.run(seed).failure().orElseThrow().getMessage())
                .filter(message -> message.contains("in a circle"))
                .findFirst()
                .orElseThrow();
        assertTrue(circle.contains("'reader' waits for promise\n"), circle);
        Simulation afterAFailure = Simulation.of(simulation -> {
            simulation.submit("writer", Task.call(() -> Integer.parseInt("one")));
            simulation.submit("reader", reading(new Promise<>()));
        });
        Throwable deadlock = afterAFailure.run(0).besides().get(0);
        assertInstanceOf(DeadlockError.class, deadlock);
        assertFalse(String.valueOf(deadlock.getMessage()).contains("outside"), deadlock.getMessage());
    }

    @Test
    void aLivelockNamesWhoRanLast() {
        String message = failure(LivelockError.class, it -> it.submit("restless", worker -> Step.yieldNow()))
                .getMessage();
        assertTrue(message.contains("after 500 steps; the last ones were of 'restless'"), message);
    }

    @Test
    void anUnseenFailureFailsTheRun() {
        UnseenFailureError unseen = failure(
                UnseenFailureError.class, it -> it.submit("careless", Task.call(() -> Integer.parseInt("one"))));
        assertInstanceOf(NumberFormatException.class, unseen.getCause());
        assertTrue(unseen.getMessage().contains("'careless'"), unseen.getMessage());
    }

    @Test
    void aThreadFromElsewhereIsFound() throws Exception {
        SimulationScheduler simulation = SimulationScheduler.builder().build();
        Promise<Integer> promise = new Promise<>();
        TaskHandle<Void> waiting = simulation.submit(w -> promise.isDone() ? Step.done() : Step.await(promise));
        simulation.run();
        Thread thread = new Thread(() -> promise.succeed(1), "intruder");
        thread.start();
        thread.join();
        ForeignThreadError error = assertThrows(ForeignThreadError.class, simulation::run);
        assertTrue(error.getMessage().contains("'intruder'"), error.getMessage());
        assertTrue(waiting.isDone());
        simulation.close();
    }

    @Test
    void aForeignSubmissionIsRefused() throws Exception {
        SimulationScheduler simulation = SimulationScheduler.builder().build();
        AtomicInteger refused = new AtomicInteger();
        Thread thread = new Thread(() -> {
            try {
                simulation.submit(Task.run(() -> {}));
            } catch (IllegalStateException expected) {
                refused.incrementAndGet();
            }
        });
        thread.start();
        thread.join();
        assertEquals(1, refused.get());
        assertThrows(ForeignThreadError.class, simulation::run);
        simulation.close();
    }

    @Test
    void aProgramThatDependsOnMoreThanTheSeedIsFound() {
        AtomicInteger runs = new AtomicInteger();
        Simulation simulation = Simulation.of(it -> {
            it.submit("fickle", Programs.yielding(runs.incrementAndGet() % 3));
            it.submit("steady", Programs.yielding(3));
        });
        NondeterminismError error = assertThrows(NondeterminismError.class, () -> simulation.checkDeterminism(1));
        assertTrue(error.getMessage().contains("at step"), error.getMessage());
        Simulation.of(Programs::losesAnUpdateInACrowd).checkDeterminism(1);
    }

    @Test
    void aStepCannotDriveItsOwnSimulation() {
        SimulationScheduler simulation = SimulationScheduler.builder().build();
        TaskHandle<Void> handle = simulation.submit(Task.run(simulation::run));
        simulation.run();
        assertThrows(RuntimeException.class, handle::result);
        simulation.close();
    }

    @Test
    void aDeadlockOfManyIsToldAtOnce() {
        SimulationScheduler simulation = SimulationScheduler.builder().build();
        List<TaskHandle<Void>> chain = new ArrayList<>();
        chain.add(simulation.submit("first", worker -> Step.await(new Promise<>())));
        for (int i = 1; i < 20_000; i++) {
            TaskHandle<Void> before = chain.get(i - 1);
            chain.add(simulation.submit(worker -> Step.await(before)));
        }
        String message = assertTimeout(
                        Duration.ofSeconds(20), () -> assertThrows(DeadlockError.class, chain.get(19_999)::join))
                .getMessage();
        assertTrue(message.contains("... and 19900 more"), message);
        simulation.shutdownNow();
        simulation.close();
    }

    @Test
    void aTextThatThrowsDoesNotChangeTheRun() {
        Object unspeakable = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("not now");
            }
        };
        Simulation simulation = Simulation.of(it -> it.submit(Task.call(() -> unspeakable)));
        Run run = simulation.run(1);
        Run again = simulation.replay(run.schedule());
        assertEquals(Optional.empty(), again.failure());
        assertEquals(run.traceHash(), again.traceHash());
        assertTrue(again.table().contains("whose toString() throws"), again.table());
    }

    @Test
    void identityHashCodesAreNotTakenForTheFirstDifference() {
        AtomicInteger runs = new AtomicInteger();
        Simulation simulation = Simulation.of(it -> {
                    it.submit("steady", Task.call(Object::new));
                    it.submit("fickle", Programs.yielding(runs.getAndIncrement()));
                })
                .policy(Policy.inTurn());
        NondeterminismError error = assertThrows(NondeterminismError.class, () -> simulation.checkDeterminism(1));
        assertTrue(error.getMessage().contains("at step 2: task 2 'fickle'"), error.getMessage());
    }

    @Test
    void anInterruptReachesNoOtherRun() {
        Simulation leaky = Simulation.of(
                it -> it.submit(Task.run(Thread.currentThread()::interrupt)).join());
        leaky.check(3);
        assertFalse(Thread.currentThread().isInterrupted());

        Thread.currentThread().interrupt();
        assertFalse(Simulation.of(it -> it.submit(Programs.yielding(1)).join())
                .run(1)
                .hasFailed());
        assertTrue(Thread.interrupted(), "the caller's own interrupt is kept");
    }

    @Test
    void anInterruptFromElsewhereEndsASweep() {
        Thread me = Thread.currentThread();
        AtomicInteger runs = new AtomicInteger();
        Simulation simulation = Simulation.of(it -> {
            if (runs.incrementAndGet() == 3) me.interrupt();
        });
        assertThrows(CancellationException.class, () -> simulation.check(10));
        assertTrue(Thread.interrupted());
        runs.set(0);
        Simulation orders = Simulation.of(it -> {
            for (int i = 0; i < 3; i++) it.submit(Programs.yielding(2));
            it.run();
            if (runs.incrementAndGet() == 3) me.interrupt();
        });
        assertThrows(CancellationException.class, () -> orders.explore(2, 1000));
        assertTrue(Thread.interrupted());
    }

    @Test
    void aThreadFromElsewhereThatClosesIsFound() throws Exception {
        SimulationScheduler simulation = SimulationScheduler.builder().build();
        simulation.submit(Programs.yielding(1));
        Thread thread = new Thread(() -> simulation.asExecutorService().shutdown());
        thread.start();
        thread.join();
        assertThrows(ForeignThreadError.class, simulation::run);
        simulation.close();
    }

    @Test
    void theTableHasOneLineForEachStep() {
        Simulation simulation = Simulation.of(it -> it.submit("two\nlines", Task.call(() -> "a\r\n\tb")));
        Run run = simulation.replay(Schedule.parse("0:1"));
        assertEquals(2, run.table().lines().count(), run.table());
        assertTrue(run.table().contains("1 two lines      1  ends with a b"), run.table());
    }

    @Test
    void aCloseThatCannotEndIsADeadlockAtOnce() {
        SimulationScheduler simulation = SimulationScheduler.builder().build();
        simulation.submit("stuck", worker -> Step.await(new Promise<>()));
        String message = assertThrows(DeadlockError.class, simulation::close).getMessage();
        assertTrue(message.contains("the caller waits for the end of all tasks"), message);
        assertEquals(0, simulation.ticker().nanos());
        simulation.shutdownNow();
        simulation.close();
    }
}
