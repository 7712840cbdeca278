package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.cooperative.CooperativeScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Interrupts of a body and of the thread that drives it, from whomever and whenever. */
@Timeout(60)
@SuppressWarnings("LockNotBeforeTry") // what is not held is as much a test
class FiberInterruptsTest {
    private final List<Throwable> reported = new ArrayList<>();
    private final CooperativeScheduler scheduler = CooperativeScheduler.builder()
            .failureHandler((task, failure) -> reported.add(failure))
            .build();

    static Stream<Carrier> carriers() {
        return FiberTest.carriers();
    }

    /** Those with which a body may block. */
    static Stream<Carrier> mounted() {
        return carriers().filter(carrier -> carrier == Carrier.MOUNTED);
    }

    static Stream<Carrier> batons() {
        return carriers().filter(carrier -> carrier != Carrier.MOUNTED);
    }

    @AfterEach
    void close() {
        scheduler.shutdownNow();
        scheduler.close();
    }

    private <T> TaskHandle<T> submit(Carrier carrier, FiberBody<T> body) {
        Task<T> task = new FiberTask<>(body, body, carrier);
        return scheduler.submit(task);
    }

    private void runUntil(TaskHandle<?> handle) {
        while (!handle.isDone()) if (!scheduler.runOne()) Thread.onSpinWait();
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void anInterruptOfTheDriverInTheMidstOfAStretchIsNotLost(Carrier carrier) {
        Thread driver = Thread.currentThread();
        List<Boolean> seen = new ArrayList<>();
        submit(carrier, fiber -> {
            driver.interrupt();
            fiber.yieldNow();
            return seen.add(Thread.interrupted());
        });
        scheduler.runOne();
        boolean left = Thread.interrupted();
        scheduler.runOne();
        left |= Thread.interrupted();
        assertEquals(1, seen.size());
        assertTrue(left || seen.get(0), "nobody has seen it");
    }

    /** Of a mounted body, the JDK forgets one that comes just when it ends. */
    @ParameterizedTest
    @MethodSource("batons")
    void anInterruptOfTheDriverInTheLastStretchIsNotLost(Carrier carrier) {
        Thread driver = Thread.currentThread();
        for (int i = 0; i < 1000; i++) {
            List<Boolean> seen = new ArrayList<>();
            Thread stranger = new Thread(driver::interrupt);
            submit(carrier, fiber -> {
                stranger.start();
                LockSupport.parkNanos(1);
                return seen.add(Thread.interrupted());
            });
            scheduler.runUntilIdle();
            while (stranger.isAlive()) Thread.onSpinWait();
            while (seen.isEmpty()) scheduler.runOne();
            assertTrue(Thread.interrupted() || seen.get(0), "nobody has seen it, in round " + i);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mounted")
    void anInterruptOfTheDriverBeforeABlockedBodyGoesOnReachesThatBody(Carrier carrier) {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        TaskHandle<Boolean> handle = submit(carrier, fiber -> {
            lock.lock();
            lock.unlock();
            return Thread.interrupted();
        });
        scheduler.runUntilIdle();
        lock.unlock();
        Thread.currentThread().interrupt();
        scheduler.runUntilIdle();
        assertTrue(Thread.interrupted() || handle.result(), "nobody has seen it");
    }

    /** The body has used up the interrupt that told it to end; the next one is not that again. */
    @ParameterizedTest
    @MethodSource("carriers")
    void anInterruptOfTheDriverAfterARequestToCancelComesBack(Carrier carrier) {
        Promise<Integer> promise = new Promise<>();
        TaskHandle<Void> handle = submit(carrier, fiber -> {
            try {
                if (carrier == Carrier.MOUNTED) new LinkedBlockingQueue<Integer>().take();
                else fiber.await(new Promise<Integer>());
            } finally {
                int ignored = fiber.shielded(() -> fiber.await(promise));
            }
            return null;
        });
        scheduler.runUntilIdle();
        handle.cancel();
        scheduler.runUntilIdle();
        promise.succeed(1);
        Thread.currentThread().interrupt();
        scheduler.runUntilIdle();
        assertTrue(Thread.interrupted(), "the body has left it, and the driver has not got it");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mounted")
    void aRequestToCancelDoesNotInterruptTheDriver(Carrier carrier) {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        TaskHandle<Void> handle = submit(carrier, fiber -> {
            lock.lock();
            lock.unlock();
            fiber.yieldNow();
            return null;
        });
        scheduler.runUntilIdle();
        handle.cancel();
        scheduler.runUntilIdle();
        lock.unlock();
        scheduler.runUntilIdle();
        assertFalse(Thread.interrupted(), "left by the request to cancel");
        assertEquals(TaskState.CANCELLED, handle.state());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mounted")
    void aBodyThatBlocksInAShieldedSectionIsInterruptedWhereItBlocksAfterIt(Carrier carrier) {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        List<String> seen = new ArrayList<>();
        TaskHandle<Void> handle = submit(carrier, fiber -> {
            fiber.shielded(() -> {
                first.await();
                return seen.add("shielded");
            });
            never.await();
            return null;
        });
        scheduler.runUntilIdle();
        handle.cancel();
        scheduler.runUntilIdle();
        assertEquals(List.of(), seen);
        first.countDown();
        scheduler.runUntilIdle();
        assertEquals(TaskState.CANCELLED, handle.state());
        assertEquals(List.of("shielded"), seen);
        assertFalse(Thread.interrupted(), "left by the request to cancel");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mounted")
    void aBodyThatBlocksAfterItWasToldIsInterruptedOnce(Carrier carrier) {
        CountDownLatch never = new CountDownLatch(1);
        List<String> seen = new ArrayList<>();
        TaskHandle<Void> handle = submit(carrier, fiber -> {
            try {
                fiber.await(new Promise<>());
            } catch (CancellationException told) {
                seen.add("told");
            }
            try {
                never.await();
            } catch (InterruptedException interrupted) {
                seen.add("interrupted");
            }
            return null;
        });
        scheduler.runUntilIdle();
        handle.cancel();
        scheduler.runUntilIdle();
        assertEquals(TaskState.CANCELLED, handle.state(), seen.toString());
        assertEquals(List.of("told", "interrupted"), seen);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void anInterruptOfABodyThatHasEndedReachesNoOther(Carrier carrier) {
        for (int i = 0; i < 300; i++) {
            List<Thread> threads = new ArrayList<>();
            submit(carrier, fiber -> threads.add(Thread.currentThread()));
            scheduler.runUntilIdle();
            threads.get(0).interrupt();
            TaskHandle<Boolean> next = submit(carrier, fiber -> Thread.interrupted());
            scheduler.runUntilIdle();
            assertFalse(next.result(), "in round " + i);
            assertFalse(Thread.interrupted(), "in round " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void anInterruptOfABodyThatWaitsIsKeptForIt(Carrier carrier) {
        List<Thread> threads = new ArrayList<>();
        Promise<Integer> promise = new Promise<>();
        TaskHandle<Boolean> handle = submit(carrier, fiber -> {
            threads.add(Thread.currentThread());
            fiber.await(promise);
            return Thread.interrupted();
        });
        scheduler.runUntilIdle();
        threads.get(0).interrupt();
        scheduler.runUntilIdle();
        assertEquals(TaskState.WAITING, handle.state());
        promise.succeed(1);
        scheduler.runUntilIdle();
        assertTrue(handle.result());
        assertFalse(Thread.interrupted());
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void strangersMayUnparkABodyAtAnyTime(Carrier carrier) {
        List<Thread> threads = new ArrayList<>();
        List<Integer> seen = new ArrayList<>();
        TaskHandle<Integer> handle = submit(carrier, fiber -> {
            threads.add(Thread.currentThread());
            for (int i = 0; i < 1000; i++) {
                fiber.yieldNow();
                seen.add(i);
            }
            return seen.size();
        });
        scheduler.runOne();
        Thread stranger = new Thread(() -> {
            while (!handle.isDone()) LockSupport.unpark(threads.get(0));
        });
        stranger.start();
        runUntil(handle);
        assertEquals(1000, handle.result());
    }
}
