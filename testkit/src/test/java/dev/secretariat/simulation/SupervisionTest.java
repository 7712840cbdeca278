package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import dev.secretariat.Task;
import dev.secretariat.reports.Watch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stands still in real time is told and ended. The time is a ticker's, which advances while something blocks. */
@Timeout(60)
class SupervisionTest {
    private final ManualTicker ticker = new ManualTicker();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Supervision supervision = new Supervision(new Watch(ticker), Duration.ofSeconds(60), told::add);
    private final BlockingQueue<Integer> empty = new LinkedBlockingQueue<>();

    /** Lets time pass while it is set. */
    private volatile boolean blocks;

    private volatile boolean over;
    private final Thread driver = Thread.currentThread();
    private final Thread time = new Thread(this::pass, "time");

    SupervisionTest() {
        time.setDaemon(true);
        time.start();
    }

    private void pass() {
        while (!over) {
            // Not between an interrupt and its end: on a busy machine a minute of this time would pass, and tell of it
            // again.
            if (blocks && !driver.isInterrupted()) ticker.advance(Duration.ofMillis(250));
            else Thread.onSpinWait();
        }
    }

    @AfterEach
    void end() {
        over = true;
    }

    private int take() throws InterruptedException {
        blocks = true;
        try {
            return empty.take();
        } finally {
            blocks = false;
        }
    }

    private SimulationFailure failure(Simulation.Program program) {
        return assertThrows(
                SimulationFailure.class,
                () -> Simulation.of(program).supervision(supervision).check(10));
    }

    @Test
    void aStepThatBlocksIsToldAndThenEnded() {
        SimulationFailure failure = failure(simulation -> {
            simulation.submit("bystander", Programs.yielding(2));
            simulation.submit("taker", Task.call(this::take));
        });
        StuckError stuck = assertInstanceOf(StuckError.class, failure.getCause());
        assertTrue(
                stuck.getMessage().startsWith("task 'taker' has been in one step for 60.0 s of real time"),
                stuck.getMessage());
        assertTrue(stuck.getMessage().contains("SupervisionTest.take("), stuck.getMessage());
        assertTrue(told.get(0).startsWith("task 'taker' has been in one step for 10.0 s"), told.get(0));
        assertTrue(failure.getMessage().contains("2 taker"), failure.getMessage());
        assertEquals(2, told.size(), told.toString());
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void aProgramThatBlocksOutsideOfAnyStepIsToldAsThat() {
        SimulationFailure failure = failure(simulation -> {
            simulation.submit("taker", Programs.yielding(1));
            blocks = true;
            try {
                new CompletableFuture<Integer>().get();
            } finally {
                blocks = false;
            }
        });
        String message = failure.getCause().getMessage();
        assertTrue(message.startsWith("the program has not gone on, outside of any step, for 60.0 s"), message);
        assertTrue(message.contains("CompletableFuture.get("), message);
    }

    @Test
    void aStepThatWaitsForWhatAFailedOneWasToBringIsToldBelowThat() {
        SimulationFailure failure = failure(simulation -> {
            simulation.submit("giver", Task.run(() -> empty.add(Integer.parseInt("one"))));
            simulation.run();
            simulation.submit("taker", Task.call(this::take));
        });
        assertInstanceOf(UnseenFailureError.class, failure.getCause());
        String message = failure.getMessage();
        assertTrue(message.contains("task 'giver' has failed"), message);
        assertTrue(message.contains("After that, task 'taker' has been in one step"), message);
    }

    @Test
    void aStepThatSwallowsTheInterruptIsToldOfAgain() {
        AtomicInteger interrupts = new AtomicInteger();
        SimulationFailure failure = failure(simulation -> simulation.submit("stubborn", Task.run(() -> {
            while (interrupts.get() < 2) {
                try {
                    take();
                } catch (InterruptedException e) {
                    interrupts.incrementAndGet();
                }
            }
        })));
        assertInstanceOf(StuckError.class, failure.getCause());
        assertTrue(told.stream().anyMatch(text -> text.contains("for 120.0 s")), told.toString());
    }

    @Test
    void aProgramThatSwallowsTheFailureFailsAllTheSame() {
        Run run = Simulation.of(simulation -> {
                    simulation.submit("taker", Task.call(this::take));
                    try {
                        simulation.run();
                        simulation.run();
                    } catch (StuckError swallowed) {
                        // it does not help
                    }
                })
                .supervision(supervision)
                .run(0);
        assertTrue(run.isStuck());
    }

    @Test
    void aProgramThatInterruptsItselfIsMadeSmallAsAnyOther() {
        SimulationFailure failure = failure(simulation -> {
            for (int i = 0; i < 3; i++) simulation.submit("bystander", Programs.yielding(2));
            simulation.submit("hasty", Task.call(() -> {
                Thread.currentThread().interrupt();
                return empty.take();
            }));
        });
        assertInstanceOf(InterruptedException.class, failure.getCause().getCause());
        assertEquals(1, failure.smallest().schedule().steps());
        assertEquals(List.of(), told);
    }

    /** Which was taken for a program that depends on more than the seed. */
    @Test
    void anInterruptOfAJoinEndsTheSweep() {
        AtomicInteger runs = new AtomicInteger();
        Simulation simulation = Simulation.of(it -> {
            if (runs.incrementAndGet() == 3) Thread.currentThread().interrupt();
            it.submit(Programs.yielding(3)).join();
        });
        assertThrows(CancellationException.class, () -> simulation.check(10));
        assertTrue(Thread.interrupted());
    }

    @Test
    void patienceIsASecondAtLeast() {
        Simulation simulation = Simulation.of(it -> {});
        assertThrows(IllegalArgumentException.class, () -> simulation.patience(Duration.ofMillis(999)));
        simulation.patience(Duration.ofSeconds(1)).check(10);
    }
}
