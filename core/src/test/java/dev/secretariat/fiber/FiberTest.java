package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.secretariat.Deadline;
import dev.secretariat.Fork;
import dev.secretariat.ManualTicker;
import dev.secretariat.Promise;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Tasks;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.internal.VirtualThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a fiber does, on each carrier that the JDK has, driven step by step on this thread. */
class FiberTest {
    private final ManualTicker ticker = new ManualTicker();
    private final List<Throwable> reported = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private final CooperativeScheduler scheduler = CooperativeScheduler.builder()
            .ticker(ticker)
            .failureHandler((task, failure) -> reported.add(failure))
            .build();

    static Stream<Carrier> carriers() {
        return Stream.of(Carrier.values()).filter(carrier -> Carriers.lack(carrier) == null);
    }

    @AfterEach
    void close() {
        scheduler.shutdownNow();
        scheduler.close();
    }

    private static <T> Task<T> fiber(Carrier carrier, FiberBody<T> body) {
        return new FiberTask<>(body, body, carrier);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aStretchFromOneWaitToTheNextIsAStep(Carrier carrier) throws Exception {
        Promise<Integer> promise = new Promise<>();
        TaskHandle<Integer> handle = scheduler.submit(fiber(carrier, fiber -> {
            seen.add("begins");
            fiber.yieldNow();
            seen.add("waits");
            return fiber.await(promise) + 1;
        }));
        scheduler.runOne();
        assertEquals(List.of("begins"), seen);
        scheduler.runOne();
        assertEquals(List.of("begins", "waits"), seen);
        assertEquals(TaskState.WAITING, handle.state());
        assertFalse(scheduler.runOne());
        promise.succeed(41);
        assertTrue(scheduler.runOne());
        assertEquals(42, handle.result());
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void whatIsThereEndsNoStep(Carrier carrier) {
        TaskHandle<String> before = scheduler.submit(Task.call(() -> "a"));
        Promise<String> promise = new Promise<>();
        promise.succeed("b");
        Deadline past = scheduler.deadline(Duration.ZERO);
        scheduler.runUntilIdle();
        TaskHandle<String> handle = scheduler.submit(fiber(carrier, fiber -> {
            fiber.await(past);
            assertEquals(0, fiber.awaitAny(past, promise));
            assertEquals(1, fiber.awaitAny(List.of(new Promise<>(), promise)));
            assertThrows(IllegalArgumentException.class, () -> fiber.awaitAny(List.of()));
            assertTrue(fiber.toString().startsWith("fiber '"), fiber.toString());
            return fiber.await(before) + fiber.await(promise) + fiber.await(CompletableFuture.completedFuture("c"));
        }));
        scheduler.runOne();
        assertEquals("abc", handle.result());
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aWaitWhileAClassIsInitializedWorksOrSaysWhyNot(Carrier carrier) {
        TaskHandle<String> handle = scheduler.submit(fiber(carrier, fiber -> {
            Initialized.waitIn(carrier, fiber);
            fiber.yieldNow(); // a wait that is not in it goes on
            return "done";
        }));
        scheduler.runUntilIdle();
        assertEquals("done", handle.result());
        String refusal = Initialized.refusal(carrier);
        if (carrier != Carrier.MOUNTED) {
            assertNull(refusal);
            return;
        }
        assertTrue(refusal != null && refusal.contains("-Ddev.secretariat.fiber.carrier=baton"), refusal);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aCancelEndsEachWaitHoweverOftenItIsCaught(Carrier carrier) {
        TaskHandle<String> handle = scheduler.submit(fiber(carrier, fiber -> {
            for (int i = 0; i < 3; i++) {
                try {
                    fiber.await(new Promise<>());
                } catch (Exception broad) {
                    seen.add(broad.getClass().getSimpleName());
                }
            }
            return "never seen";
        }));
        scheduler.runUntilIdle();
        handle.cancel();
        scheduler.runUntilIdle();
        assertEquals(List.of("CancellationException", "CancellationException", "CancellationException"), seen);
        assertEquals(TaskState.CANCELLED, handle.state());
        assertEquals(List.of(), reported);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aBodyToldInItsOwnStepEndsCancelledWhateverItReturns(Carrier carrier) {
        List<TaskHandle<String>> self = new ArrayList<>();
        self.add(scheduler.submit(fiber(carrier, fiber -> {
            self.get(0).cancel();
            try {
                fiber.await(new Promise<>());
            } catch (CancellationException told) {
                seen.add("told");
            }
            return "swallowed";
        })));
        scheduler.runUntilIdle();
        assertEquals(List.of("told"), seen);
        assertEquals(TaskState.CANCELLED, self.get(0).state());
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void whatABodyThrowsInPlaceOfTheCancellationIsReported(Carrier carrier) {
        TaskHandle<String> handle = scheduler.submit(fiber(carrier, fiber -> {
            try {
                return fiber.await(new Promise<>());
            } catch (CancellationException told) {
                throw new IOException("while closing");
            }
        }));
        scheduler.runUntilIdle();
        handle.cancel();
        scheduler.runUntilIdle();
        assertEquals(TaskState.CANCELLED, handle.state());
        assertEquals(
                List.of("java.io.IOException: while closing"),
                reported.stream().map(Object::toString).toList());
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aShieldedSectionIsNotCutShort(Carrier carrier) {
        Promise<String> released = new Promise<>();
        TaskHandle<String> handle = scheduler.submit(fiber(carrier, fiber -> {
            try {
                return fiber.await(new Promise<>());
            } finally {
                seen.add(fiber.shielded(() -> {
                    fiber.sleep(Duration.ofSeconds(1));
                    return fiber.await(released);
                }));
                assertThrows(CancellationException.class, () -> fiber.await(released));
            }
        }));
        scheduler.runUntilIdle();
        handle.cancel();
        scheduler.runUntilIdle();
        ticker.advance(Duration.ofMillis(999));
        scheduler.runUntilIdle();
        released.succeed("released");
        scheduler.runUntilIdle();
        assertEquals(List.of(), seen);
        ticker.advance(Duration.ofMillis(1));
        scheduler.runUntilIdle();
        assertEquals(List.of("released"), seen);
        assertEquals(TaskState.CANCELLED, handle.state());
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aWaitWithADeadlineThrowsATimeoutException(Carrier carrier) {
        TaskHandle<String> handle = scheduler.submit("waits", fiber(carrier, fiber -> {
            Deadline deadline = fiber.deadline(Duration.ofSeconds(1));
            Promise<String> promise = new Promise<>();
            assertThrows(TimeoutException.class, () -> fiber.await(promise, deadline));
            promise.succeed("late");
            return fiber.await(promise, deadline);
        }));
        scheduler.runUntilIdle();
        ticker.advance(Duration.ofSeconds(1));
        scheduler.runUntilIdle();
        assertEquals("late", handle.result());
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aFailureIsToldWithTheChainOfTasksItCameThrough(Carrier carrier) {
        TaskHandle<String> first = scheduler.submit("first", fiber(carrier, fiber -> {
            throw new IOException("cause");
        }));
        TaskHandle<String> second = scheduler.submit("second", fiber(carrier, fiber -> fiber.await(first)));
        scheduler.runUntilIdle();
        TaskFailedException told = assertThrows(TaskFailedException.class, second::result);
        assertTrue(told.getMessage().contains("second"), told.getMessage());
        TaskFailedException inner = assertInstanceOf(TaskFailedException.class, told.getCause());
        assertTrue(inner.getMessage().contains("first"), inner.getMessage());
        assertInstanceOf(IOException.class, inner.getCause());
        assertTrue(Stream.of(inner.getStackTrace())
                .anyMatch(line -> line.getClassName().contains("FiberTest")));
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void forksAreJoinedBetweenTwoWaits(Carrier carrier) {
        TaskHandle<Integer> handle = scheduler.submit(fiber(carrier, fiber -> {
            Fork<Integer> fork = fiber.worker().fork(worker -> {
                assertThrows(IllegalStateException.class, fiber::yieldNow);
                return 20;
            });
            assertThrows(IllegalStateException.class, fiber::yieldNow);
            int sum = fiber.worker().join(fork);
            fiber.yieldNow();
            return sum + fiber.worker().join(fiber.worker().fork(worker -> 1));
        }));
        scheduler.runUntilIdle();
        assertEquals(21, handle.result());
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aFiberIsForItsBodysThreadWhileThatRuns(Carrier carrier) {
        List<Fiber> kept = new ArrayList<>();
        TaskHandle<String> handle = scheduler.submit(fiber(carrier, fiber -> {
            kept.add(fiber);
            fiber.yieldNow();
            return "done";
        }));
        scheduler.runOne();
        String message =
                assertThrows(IllegalStateException.class, kept.get(0)::yieldNow).getMessage();
        assertTrue(message.contains("await its handle"), message);
        scheduler.submit(Task.run(() -> assertThrows(IllegalStateException.class, kept.get(0)::worker)));
        scheduler.submit(fiber(carrier, other -> assertThrows(IllegalStateException.class, kept.get(0)::yieldNow)));
        scheduler.runUntilIdle();
        assertEquals("done", handle.result());
        assertThrows(IllegalStateException.class, kept.get(0)::yieldNow);
        assertEquals(List.of(), reported);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void anInterruptGoesToTheBodyAndComesBack(Carrier carrier) {
        scheduler.submit(fiber(carrier, fiber -> {
            seen.add("first " + Thread.interrupted());
            Thread.currentThread().interrupt();
            fiber.yieldNow();
            return seen.add("then " + Thread.currentThread().isInterrupted());
        }));
        Thread.currentThread().interrupt();
        scheduler.runOne();
        assertEquals(List.of("first true"), seen);
        assertTrue(Thread.interrupted());
        scheduler.runOne();
        assertEquals(List.of("first true", "then false"), seen);
        assertFalse(Thread.interrupted());
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void itIsSubmittedOnceAndNamedAfterItsBody(Carrier carrier) {
        Task<String> task = fiber(carrier, fiber -> "once");
        TaskHandle<String> first = scheduler.submit(task);
        TaskHandle<String> second = scheduler.submit(task);
        scheduler.runUntilIdle();
        assertEquals("once", first.result());
        assertEquals("FiberTest.lambda", first.name());
        Throwable refusal =
                assertThrows(TaskFailedException.class, second::result).getCause();
        assertInstanceOf(IllegalStateException.class, refusal);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void itIsAPartOfCompositionsLikeAnyTask(Carrier carrier) {
        Task<Integer> one = fiber(carrier, fiber -> {
            fiber.yieldNow();
            return 1;
        });
        Task<Integer> twenty = fiber(carrier, fiber -> 2).map(two -> two * 10);
        TaskHandle<Integer> handle = scheduler.submit(Tasks.both(one, twenty, Integer::sum));
        scheduler.runUntilIdle();
        assertEquals(21, handle.result());
        assertSame(TaskState.SUCCEEDED, handle.state());
    }

    /** The JDK gives those that a mounted one makes the executor of that one. */
    @ParameterizedTest
    @MethodSource("carriers")
    @Timeout(60)
    void aBodyMayMakeVirtualThreads(Carrier carrier) throws Exception {
        assumeTrue(VirtualThreads.exist());
        TaskHandle<Integer> handle = scheduler.submit(fiber(carrier, fiber -> {
            CompletableFuture<Integer> future = new CompletableFuture<>();
            VirtualThreads.unstarted("other", () -> future.complete(7)).start();
            fiber.yieldNow();
            return fiber.await(future);
        }));
        assertEquals(7, handle.join());
    }

    /** A class for each carrier, each of which is initialized once, and waits then. */
    private static final class Initialized {
        private static @Nullable Fiber current;

        static void waitIn(Carrier carrier, Fiber fiber) {
            current = fiber;
            String ignored = refusal(carrier);
        }

        static @Nullable String refusal(Carrier carrier) {
            return switch (carrier) {
                case MOUNTED -> OnMounted.REFUSAL;
                case BATON -> OnBaton.REFUSAL;
                case PLATFORM_BATON -> OnPlatformBaton.REFUSAL;
            };
        }

        static @Nullable String wait(@Nullable Fiber fiber) {
            try {
                Objects.requireNonNull(fiber).yieldNow();
                return null;
            } catch (IllegalStateException refused) {
                return refused.getMessage();
            }
        }

        private static final class OnMounted {
            static final @Nullable String REFUSAL = Initialized.wait(current);
        }

        private static final class OnBaton {
            static final @Nullable String REFUSAL = Initialized.wait(current);
        }

        private static final class OnPlatformBaton {
            static final @Nullable String REFUSAL = Initialized.wait(current);
        }
    }
}
