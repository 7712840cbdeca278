package dev.secretariat.rules;

import static dev.secretariat.rules.Steps.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.rules.Steps.Never;
import dev.secretariat.rules.Steps.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SPEC.md, rules S5 and S8, where a scheduler is driven by its callers. */
@Timeout(60)
class DrivingRulesTest {
    private final ManualTicker ticker = new ManualTicker();
    private final AtomicInteger calls = new AtomicInteger();
    private final CooperativeScheduler scheduler = CooperativeScheduler.builder()
            .ticker(ticker)
            .onReady(calls::incrementAndGet)
            .build();

    @Test
    void required_S8_driveMethodsSayWhatTheyDid() {
        assertFalse(scheduler.runOne());
        assertEquals(0, scheduler.runUntilIdle());
        scheduler.submit(Task.run(() -> {}));
        assertTrue(scheduler.runOne());
        AtomicInteger steps = new AtomicInteger();
        scheduler.submit(w -> steps.incrementAndGet() < 7 ? Step.yieldNow() : Step.done());
        assertEquals(7, scheduler.runUntilIdle());
        scheduler.close();
    }

    @Test
    void required_S8_runForTellsHowLongNoThreadIsNeeded() {
        assertEquals(CooperativeScheduler.FOREVER, scheduler.runFor(Duration.ZERO));
        TaskHandle<Void> sleeper = scheduler.submit(w -> Step.sleep(Duration.ofMinutes(3)));
        assertEquals(Duration.ofMinutes(3), scheduler.runFor(Duration.ofSeconds(1)));
        ticker.advance(Duration.ofMinutes(1));
        assertEquals(Duration.ofMinutes(2), scheduler.runFor(Duration.ofSeconds(1)));
        TaskHandle<Void> yielder = scheduler.submit(worker -> {
            ticker.advance(Duration.ofMillis(400));
            return Step.yieldNow();
        });
        assertEquals(Duration.ZERO, scheduler.runFor(Duration.ofSeconds(1)));
        yielder.cancel();
        sleeper.cancel();
        assertEquals(CooperativeScheduler.FOREVER, scheduler.runFor(Duration.ofDays(1)));
        scheduler.close();
    }

    @Test
    void required_S8_drivingTwiceIsRefused() throws Exception {
        AtomicReference<String> reentry = new AtomicReference<>();
        AtomicBoolean driving = new AtomicBoolean();
        scheduler.submit(Task.run(() -> {
            driving.set(scheduler.isDriving());
            reentry.set(refusal(scheduler::runUntilIdle));
        }));
        assertFalse(scheduler.isDriving());
        scheduler.runUntilIdle();
        assertTrue(driving.get());
        assertTrue(reentry.get().contains("this thread is driving"), reentry.get());

        AtomicBoolean end = new AtomicBoolean();
        scheduler.submit(Steps.yieldingUntil(end::get));
        Thread driver = new Thread(scheduler::runUntilIdle, "the driver");
        driver.start();
        until(scheduler::isDriving);
        List<Runnable> drives =
                List.of(scheduler::runOne, scheduler::runUntilIdle, () -> scheduler.runFor(Duration.ZERO));
        for (Runnable drive : drives) {
            assertTrue(refusal(drive).contains("driven by thread 'the driver'"));
        }
        assertThrows(IllegalStateException.class, scheduler::run);
        end.set(true);
        driver.join();
        scheduler.close();
    }

    private static String refusal(Runnable drive) {
        return assertThrows(IllegalStateException.class, drive::run).getMessage();
    }

    @Test
    void required_S8_aSchedulerWithAThreadIsNotDriven() {
        try (CooperativeScheduler own = CooperativeScheduler.builder().start()) {
            assertTrue(refusal(own::runUntilIdle).contains("has a thread of its own"));
        }
    }

    @Test
    void required_S8_aJoinerTakesOverWhenTheDriverLeaves() throws Exception {
        Promise<Integer> gate = new Promise<>();
        AtomicBoolean leave = new AtomicBoolean();
        AtomicReference<Thread> ranOn = new AtomicReference<>();
        TaskHandle<Void> late = scheduler.submit(worker -> {
            ranOn.set(Thread.currentThread());
            return gate.isDone() ? Step.done() : Step.await(gate);
        });
        TaskHandle<Void> yielder = scheduler.submit(Steps.yieldingUntil(leave::get));
        Thread driver = new Thread(scheduler::runUntilIdle);
        driver.start();
        until(() -> late.state() == TaskState.WAITING);
        Thread joiner = joining(late);
        until(() -> joiner.getState() == Thread.State.WAITING);
        leave.set(true);
        driver.join();
        assertTrue(yielder.isDone());
        until(scheduler::isDriving);
        gate.complete(new Outcome.Succeeded<>(1));
        joiner.join();
        assertEquals(joiner, ranOn.get());
        scheduler.close();
    }

    private static Thread joining(TaskHandle<?> handle) {
        Thread joiner = new Thread(() -> {
            try {
                handle.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        joiner.start();
        return joiner;
    }

    @Test
    void required_S8_aJoinerThatGivesUpPassesTheSeatOn() throws Exception {
        for (int round = 0; round < 200; round++) {
            TaskHandle<Integer> one = scheduler.submit(Task.call(() -> 1));
            TaskHandle<Integer> other = scheduler.submit(Task.call(() -> 2));
            Thread first = joining(one);
            Thread second = joining(other);
            first.join();
            second.join();
        }
        scheduler.close();
    }

    @Test
    void required_S8_onReadyIsCalledOncePerChangeFromIdleToReady() {
        assertEquals(0, scheduler.runUntilIdle());
        scheduler.submit(Task.run(() -> {}));
        scheduler.submit(Task.run(() -> scheduler.submit(Task.run(() -> {}))));
        assertEquals(1, calls.get());
        assertEquals(3, scheduler.runUntilIdle());
        assertEquals(1, calls.get());
        Promise<Integer> promise = new Promise<>();
        scheduler.submit(w -> promise.isDone() ? Step.done() : Step.await(promise));
        assertEquals(2, calls.get());
        scheduler.runUntilIdle();
        promise.complete(new Outcome.Succeeded<>(1));
        assertEquals(3, calls.get());
        scheduler.close();
    }

    @Test
    void required_S8_aHostIsToldWhatAJoinerLeaves() throws Exception {
        scheduler.runUntilIdle();
        AtomicBoolean end = new AtomicBoolean();
        scheduler.submit(Steps.yieldingUntil(end::get));
        scheduler.submit(Task.run(() -> {})).join();
        assertEquals(2, calls.get()); // for the submission, and for the yielder that is left
        end.set(true);
        scheduler.close();
    }

    @Test
    void required_S8_runEndsWhenTheSchedulerHasTerminated() throws Exception {
        AtomicReference<Thread.State> ended = new AtomicReference<>();
        Thread driver = new Thread(() -> {
            try {
                scheduler.run();
                ended.set(Thread.State.TERMINATED);
            } catch (InterruptedException e) {
                ended.set(Thread.State.BLOCKED);
            }
        });
        driver.start();
        until(scheduler::isDriving); // else the join may drive first, and run() is refused
        assertEquals(3, scheduler.submit(Task.call(() -> 3)).join());
        scheduler.close();
        driver.join();
        assertEquals(Thread.State.TERMINATED, ended.get());
    }

    @Test
    void required_S8_anInterruptedDriverLeavesTheTasksToTheNext() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread driver = new Thread(() -> {
            try {
                scheduler.run();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        driver.start();
        until(() -> driver.getState() == Thread.State.WAITING);
        driver.interrupt();
        driver.join();
        assertTrue(interrupted.get());
        assertEquals(3, scheduler.submit(Task.call(() -> 3)).join());
        scheduler.close();
    }

    @Test
    void required_S5_anIdleThreadIsParkedWithoutATimeOut() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        CooperativeScheduler own = CooperativeScheduler.builder()
                .threadFactory(runnable -> {
                    thread.set(new Thread(runnable));
                    return thread.get();
                })
                .start();
        TaskHandle<Void> waiting = own.submit(new Waiting(new Never()));
        until(() -> waiting.state() == TaskState.WAITING);
        until(() -> thread.get().getState() == Thread.State.WAITING);
        thread.get().interrupt(); // nobody's message; it must park again, not spin
        until(() -> !thread.get().isInterrupted());
        until(() -> thread.get().getState() == Thread.State.WAITING);
        own.shutdownNow();
        own.close();
        until(() -> !thread.get().isAlive());
    }

    @Test
    void required_S6_theOwnThreadHasTheContextClassLoaderOfItsMaker() throws Exception {
        ClassLoader loader = new ClassLoader(null) {};
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try (CooperativeScheduler own =
                CooperativeScheduler.builder().name("mine").start()) {
            Thread.currentThread().setContextClassLoader(before);
            Thread thread = own.submit(Task.call(Thread::currentThread)).join();
            assertEquals(loader, thread.getContextClassLoader());
            assertEquals("mine", thread.getName());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
