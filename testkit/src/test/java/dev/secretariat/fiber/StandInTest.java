package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.internal.VirtualThreads;
import dev.secretariat.simulation.Chooser;
import dev.secretariat.simulation.ForeignThreadError;
import dev.secretariat.simulation.Policy;
import dev.secretariat.simulation.ReadyTasks;
import dev.secretariat.simulation.Run;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationScheduler;
import dev.secretariat.simulation.StuckError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A virtual thread drives a simulation while the steps are those of fibers on the baton: and nobody sees that it does. */
@Timeout(60)
class StandInTest {
    private final Thread caller = Thread.currentThread();
    private final Set<Thread> drivers = new LinkedHashSet<>();

    @BeforeEach
    void needsVirtualThreads() {
        assumeTrue(VirtualThreads.exist() && VirtualThreads.letGoInMonitors(), "bodies are on platform threads");
    }

    private static Task<Void> fiber(FiberAction action) {
        FiberBody<Void> body = fiber -> {
            action.run(fiber);
            return null;
        };
        return new FiberTask<>(body, action, Carrier.BATON);
    }

    private static Task<Void> yielding(int times) {
        return fiber(fiber -> {
            for (int i = 0; i < times; i++) fiber.yieldNow();
        });
    }

    /** Chooses the first, and tells of each choice. */
    private Policy told(IntConsumer choices) {
        return seed -> new Chooser() {
            private int count;

            @Override
            public int task(ReadyTasks ready) {
                drivers.add(Thread.currentThread());
                choices.accept(++count);
                return 0;
            }
        };
    }

    private SimulationScheduler simulation(IntConsumer choices) {
        return SimulationScheduler.builder().policy(told(choices)).build();
    }

    private void assertThatStandInsHaveEnded() throws InterruptedException {
        assertTrue(drivers.remove(caller));
        assertFalse(drivers.isEmpty());
        for (Thread driver : drivers) {
            assertTrue(VirtualThreads.isVirtual(driver));
            assertEquals(caller.getName(), driver.getName());
            driver.join();
        }
    }

    @Test
    void whatIsNoFibersStepStaysOnTheCallersThread() throws InterruptedException {
        SimulationScheduler simulation = simulation(count -> {});
        List<Thread> threads = new ArrayList<>();
        Promise<Integer> promise = new Promise<>();
        for (int i = 0; i < 3; i++) {
            simulation.submit(yielding(20));
            AtomicInteger steps = new AtomicInteger();
            simulation.submit(worker -> {
                threads.add(Thread.currentThread());
                return steps.incrementAndGet() < 10 ? Step.yieldNow() : Step.done();
            });
        }
        TaskHandle<Integer> mapped =
                simulation.submit(new FiberTask<>(fiber -> fiber.await(promise), this, Carrier.BATON).map(value -> {
                    threads.add(Thread.currentThread());
                    return value;
                }));
        simulation.submit(fiber(fiber -> {
            fiber.sleep(Duration.ofMillis(5));
            promise.succeed(7);
        }));
        assertEquals(7, mapped.join());
        simulation.run();
        assertEquals(31, threads.size());
        assertEquals(Set.of(caller), Set.copyOf(threads));
        assertThatStandInsHaveEnded();
    }

    @Test
    void whatIsThrownBetweenTwoStepsHasTheCallersLinesToo() throws InterruptedException {
        SimulationScheduler simulation = simulation(count -> {
            if (count == 5) throw new IllegalStateException("of the fifth choice");
        });
        simulation.submit(yielding(10));
        StackTraceElement[] trace =
                assertThrows(IllegalStateException.class, simulation::run).getStackTrace();
        List<String> methods =
                Arrays.stream(trace).map(StackTraceElement::getMethodName).toList();
        int test = methods.indexOf("whatIsThrownBetweenTwoStepsHasTheCallersLinesToo");
        assertTrue(methods.indexOf("task") < methods.indexOf("run"), methods::toString);
        assertTrue(methods.indexOf("run") < test, methods::toString);
        simulation.run();
        assertThatStandInsHaveEnded();
    }

    @Test
    void aFailureOnTheCallersThreadEndsItsStandIn() throws InterruptedException {
        SimulationScheduler simulation = simulation(count -> {
            if (count == 3) throw new IllegalStateException("of the third choice");
        });
        simulation.submit(yielding(1));
        simulation.submit(worker -> Step.done()); // chosen by the stand-in, which waits while this is run
        simulation.submit(worker -> Step.done());
        assertThrows(IllegalStateException.class, simulation::run);
        simulation.run();
        assertThatStandInsHaveEnded();
    }

    @Test
    void aDriveThatIsInterruptedEndsAtOnce() throws InterruptedException {
        SimulationScheduler simulation = simulation(count -> {});
        TaskHandle<Void> handle = simulation.submit(fiber(fiber -> {
            for (int i = 0; i < 20; i++) {
                fiber.yieldNow();
                if (i == 5)
                    Thread.currentThread().interrupt(); // which is the caller's, as long as it is the body's turn
            }
        }));
        assertThrows(InterruptedException.class, handle::join);
        assertEquals(7, simulation.steps());
        simulation.run();
        assertFalse(Thread.interrupted());
        assertThatStandInsHaveEnded();
    }

    @Test
    void aDriveThatStandsStillBetweenTwoStepsIsToldAndEnded() throws InterruptedException {
        AtomicReference<String> where = new AtomicReference<>();
        Run run = Simulation.of(simulation -> simulation.submit(yielding(10)))
                .policy(told(count -> {
                    if (count == 5) blockFor(where);
                }))
                .patience(Duration.ofSeconds(1))
                .run(1);
        StuckError stuck = assertInstanceOf(StuckError.class, run.failure().orElseThrow());
        assertTrue(stuck.getMessage().contains("the program has not gone on"), stuck.getMessage());
        assertTrue(stuck.getMessage().contains("StandInTest.blockFor"), stuck.getMessage());
        assertEquals("interrupted", where.get());
        assertFalse(Thread.interrupted());
        assertThatStandInsHaveEnded();
    }

    private static void blockFor(AtomicReference<String> where) {
        try {
            new LinkedBlockingQueue<>().take();
        } catch (InterruptedException told) {
            where.set("interrupted");
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void otherThreadsAreRefusedAsEver() throws InterruptedException {
        SimulationScheduler simulation = simulation(count -> {});
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        simulation.submit(fiber(fiber -> {
            for (int i = 0; i < 5; i++) fiber.yieldNow();
            Thread other = new Thread(() -> {
                try {
                    simulation.submit(Task.run(() -> {}));
                } catch (IllegalStateException refused) {
                    refusal.set(refused);
                }
            });
            other.start();
            other.join();
        }));
        String text = assertThrows(ForeignThreadError.class, simulation::run).getMessage();
        assertTrue(text.contains("belongs to thread '" + caller.getName() + "'"), text);
        assertInstanceOf(IllegalStateException.class, refusal.get());
        simulation.run();
        assertThatStandInsHaveEnded();
    }

    /** The bodies' own monitors: a body that waits inside of one keeps no processor from the drive. */
    @Test
    void bodiesMayWaitInMonitors() {
        Simulation.of(simulation -> {
                    for (int i = 0; i < 20; i++) {
                        Object monitor = new Object();
                        simulation.submit(fiber(fiber -> {
                            synchronized (monitor) {
                                for (int j = 0; j < 3; j++) fiber.yieldNow();
                            }
                        }));
                    }
                })
                .check(20);
    }
}
