package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.secretariat.Blocking;
import dev.secretariat.BlockingCalls;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.simulation.Exploration;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationScheduler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** SPEC.md, rule T13, in simulations: a call is a step, or a thread whose order the seed decides. */
@SuppressWarnings("ThreadPriorityCheck") // a yield is a step here
class BlockingCallsInSimulationTest {
    @Test
    void aCallIsAStepInSeededOrder() {
        Set<List<String>> orders = new HashSet<>();
        Simulation program = Simulation.of(simulation -> {
            List<String> log = new ArrayList<>();
            simulation.submit(Blocking.run(() -> log.add("file")));
            simulation.submit(Task.run(() -> log.add("phone")));
            simulation.run();
            orders.add(log);
        });
        program.check(100);
        assertEquals(Set.of(List.of("file", "phone"), List.of("phone", "file")), orders);
    }

    @Test
    void inEveryOrderACancelledCallHasRunOrNeverBegins() {
        Set<String> ends = new HashSet<>();
        Exploration exploration = Simulation.of(simulation -> {
                    AtomicInteger ran = new AtomicInteger();
                    TaskHandle<Integer> call = simulation.submit(Blocking.call(ran::incrementAndGet));
                    simulation.submit(Task.run(call::cancel));
                    simulation.run();
                    assertEquals(call.state() == TaskState.SUCCEEDED ? 1 : 0, ran.get());
                    ends.add(call.state().name());
                })
                .explore(4, 1_000);
        assertTrue(exploration.isComplete(), exploration.toString());
        assertEquals(Set.of("SUCCEEDED", "CANCELLED"), ends);
    }

    /** Two calls on one thread after the other; one of them is cancelled at any moment, and the other sees nothing of it. */
    @Test
    void onThreadsOfTheSimulationAnInterruptReachesItsCallAlone() {
        String lack = Carriers.lack(Carrier.MOUNTED);
        assumeTrue(lack == null, lack);
        Set<String> seen = new HashSet<>();
        Simulation.of(simulation -> program(simulation, seen)).workers(2).check(2_000);
        assertTrue(
                seen.containsAll(Set.of("first interrupted", "first not begun", "first ended", "CANCELLED")),
                seen::toString);
    }

    private static void program(SimulationScheduler simulation, Set<String> seen) {
        ThreadFactory threads = simulation.asThreadFactory();
        List<Runnable> line = new ArrayList<>();
        BlockingCalls calls = Blocking.on(line::add);
        List<String> log = new ArrayList<>();
        TaskHandle<Void> first = simulation.submit("first", calls.run(() -> {
            log.add("first begun");
            Thread.yield();
            LockSupport.park(); // until it is interrupted, or let go
            log.add(Thread.currentThread().isInterrupted() ? "first interrupted" : "first ended");
        }));
        TaskHandle<Void> second = simulation.submit("second", calls.run(() -> {
            Thread.yield();
            log.add(Thread.currentThread().isInterrupted() ? "second interrupted" : "second");
        }));
        Thread thread = threads.newThread(() -> {
            while (!first.isDone() || !second.isDone()) {
                if (line.isEmpty()) Thread.yield();
                else line.remove(0).run();
            }
        });
        thread.start();
        simulation.submit("canceller", Task.run(first::cancel));
        simulation.submit("opener", worker -> {
            if (!log.contains("first begun") && !first.isDone()) return Step.yieldNow();
            LockSupport.unpark(thread);
            return Step.done();
        });
        simulation.run();
        assertTrue(first.isDone() && second.isDone());
        assertTrue(log.contains("second"), log::toString);
        assertEquals(0, calls.running() + calls.waiting());
        if (!log.contains("first begun")) seen.add("first not begun");
        seen.addAll(log);
        seen.add(first.state().name());
    }
}
