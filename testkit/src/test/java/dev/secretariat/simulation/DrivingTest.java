package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
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
            public void onCancel(Worker worker) {
                cancelled.incrementAndGet();
            }
        };
        Simulation simulation = Simulation.of(it -> it.submit(task)).workers(2).policy(wrong);
        Throwable failure = simulation.run(1).failure().orElseThrow();
        assertEquals("the chooser chose 2 of 2 idle workers", failure.getMessage());
        assertEquals(1, cancelled.get());
    }
}
