package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Waker;
import dev.secretariat.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who may drive a simulation, and what becomes of it when what it calls goes wrong. */
class DrivingTest {
    @Test
    void aWrongChoiceOfAWorkerLosesNoTask() {
        Policy wrong = seed -> new Chooser() {
            @Override
            public int task(ReadyTasks ready) {
                return 0;
            }

            @Override
            public int worker(int[] idle) {
                return idle.length;
            }
        };
        AtomicInteger cancelled = new AtomicInteger();
        Task<Void> task = new Task<>() {
            @Override
            public Step<Void> step(Worker worker) {
                return Step.done();
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                cancelled.incrementAndGet();
                return Step.done();
            }
        };
        Simulation simulation = Simulation.of(it -> it.submit(task)).workers(2).policy(wrong);
        Throwable failure = simulation.run(1).failure().orElseThrow();
        assertEquals("the chooser chose 2 of 2 idle workers", failure.getMessage());
        assertEquals(1, cancelled.get());
    }

    @Test
    void aTaskThatIsCancelledWhileItWaitsEndsInItsTurn() {
        SimulationScheduler simulation = SimulationScheduler.builder().build();
        TaskHandle<Void> handle = simulation.schedule(Task.run(() -> {}), Duration.ofSeconds(1));
        assertTrue(handle.cancel());
        assertEquals(TaskState.READY, handle.state());
        simulation.run();
        assertEquals(TaskState.CANCELLED, handle.state());
        assertEquals(1, simulation.steps());
    }

    @Test
    void aWakerCannotDriveTheSimulationThatCallsIt() {
        SimulationScheduler simulation = SimulationScheduler.builder().build();
        List<String> refusals = new ArrayList<>();
        Waker waker = () -> refusals.add(
                assertThrows(IllegalStateException.class, simulation::run).getMessage());
        simulation.deadline(Duration.ofSeconds(1)).register(waker);
        simulation.schedule(Task.run(() -> {}), Duration.ofSeconds(1));
        simulation.run();
        assertEquals(1, refusals.size());
        simulation.close();
    }

    @Test
    void aWakerThatSetsANewDeadlineForEverIsALivelock() {
        SimulationScheduler simulation = SimulationScheduler.builder().build();
        Waker clockwork = new Waker() {
            @Override
            public void wake() {
                simulation.deadline(Duration.ofSeconds(1)).register(this);
            }
        };
        clockwork.wake();
        LivelockError error = assertThrows(LivelockError.class, simulation::run);
        assertTrue(error.getMessage().contains("time goes on without a step"), error.getMessage());
    }

    @Test
    void aSimulationIsDrivenInAStepOfAnother() {
        SimulationScheduler outer = SimulationScheduler.builder().seed(1).build();
        SimulationScheduler inner = SimulationScheduler.builder().seed(2).build();
        Promise<Integer> promise = new Promise<>();
        TaskHandle<Integer> waiting =
                outer.submit(worker -> promise.isDone() ? Step.done(promise.result()) : Step.await(promise));
        Task<Void> inside = Task.run(() -> assertThrows(IllegalStateException.class, outer::run));
        TaskHandle<Void> driving = outer.submit(Task.call(() -> {
            inner.submit(Task.run(() -> promise.succeed(7)));
            return inner.schedule(inside, Duration.ofHours(1)).join();
        }));
        outer.run();
        driving.result();
        assertEquals(7, waiting.result());
        assertEquals(0, outer.ticker().nanos());
        inner.close();
        outer.close();
    }
}
