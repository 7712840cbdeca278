package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Awaitable;
import dev.secretariat.FailureHandler;
import dev.secretariat.ManualTicker;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.Waker;
import dev.secretariat.Worker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What throws when it is printed, in each place where something is caught and told: nobody else is the worse for it. */
class UnprintableFailuresTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    /** As one made by a proxy or a template whose own code is broken. */
    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new Unprintable();
        }
    }

    private static final FailureHandler LOGS = SchedulerBase.loggingFailureHandler();
    private static final FailureHandler THROWS = (task, failure) -> {
        throw new Unprintable();
    };
    private static final FailureHandler HAS_NO_MEMORY = (task, failure) -> {
        throw new OutOfMemoryError("pretended");
    };

    static Stream<Arguments> schedulersAndHandlers() {
        return Stream.of(Driven.values())
                .flatMap(
                        driven -> Stream.of(LOGS, THROWS, HAS_NO_MEMORY).map(handler -> Arguments.of(driven, handler)));
    }

    private final ManualTicker ticker = new ManualTicker();

    /** Sleepers wake, tasks run, and it can be closed. */
    private void assertAlive(Driven driven, SchedulerBase scheduler) {
        TaskHandle<Void> sleeper = scheduler.schedule(Task.run(() -> {}), Duration.ofSeconds(1));
        driven.settle(scheduler);
        ticker.advance(Duration.ofSeconds(2));
        assertTimeoutPreemptively(LONG, () -> sleeper.join(), "a sleeper is not woken any more");
        assertTimeoutPreemptively(LONG, () -> scheduler.close(), "close() does not return");
        assertTrue(scheduler.isTerminated());
    }

    @ParameterizedTest
    @MethodSource("schedulersAndHandlers")
    void aFailureThatNobodyHasSeen(Driven driven, FailureHandler handler) {
        SchedulerBase scheduler = driven.start(ticker, handler);
        scheduler.submit(worker -> {
            throw new Unprintable();
        });
        driven.settle(scheduler);
        ticker.advance(Duration.ofSeconds(1));
        assertAlive(driven, scheduler);
    }

    @ParameterizedTest
    @MethodSource("schedulersAndHandlers")
    void aFailureThatIsToldAtTermination(Driven driven, FailureHandler handler) {
        SchedulerBase scheduler = driven.start(ticker, handler);
        scheduler.submit(worker -> {
            throw new Unprintable();
        });
        assertTimeoutPreemptively(LONG, () -> scheduler.close(), "close() does not return");
    }

    @ParameterizedTest
    @MethodSource("schedulersAndHandlers")
    void anOnCancelThatThrows(Driven driven, FailureHandler handler) {
        SchedulerBase scheduler = driven.start(ticker, handler);
        Promise<Void> never = new Promise<>();
        TaskHandle<Void> cancelled = scheduler.submit(new Task<Void>() {
            @Override
            public Step<Void> step(Worker worker) {
                return Step.await(never);
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                throw new Unprintable();
            }
        });
        cancelled.cancel();
        assertTimeoutPreemptively(LONG, () -> assertThrows(CancellationException.class, cancelled::join));
        assertAlive(driven, scheduler);
    }

    @ParameterizedTest
    @MethodSource("schedulersAndHandlers")
    void aDeregisterThatThrows(Driven driven, FailureHandler handler) throws InterruptedException, TimeoutException {
        SchedulerBase scheduler = driven.start(ticker, handler);
        Awaitable broken = new Awaitable() {
            @Override
            public boolean register(Waker waker) {
                waker.wake();
                return true;
            }

            @Override
            public void deregister(Waker waker) {
                throw new Unprintable();
            }
        };
        List<Step<Void>> steps = List.of(Step.await(broken), Step.awaitAny(broken, broken), Step.done());
        int[] next = {0};
        TaskHandle<Void> leaver = scheduler.submit(worker -> steps.get(next[0]++));
        assertTimeoutPreemptively(LONG, () -> leaver.join());
        assertAlive(driven, scheduler);
    }

    @ParameterizedTest
    @MethodSource("schedulersAndHandlers")
    void aWakerThatThrowsWhenItsDeadlineRings(Driven driven, FailureHandler handler) {
        SchedulerBase scheduler = driven.start(ticker, handler);
        assertTrue(scheduler.deadline(Duration.ofSeconds(1)).register(() -> {
            throw new Unprintable();
        }));
        ticker.advance(Duration.ofSeconds(1));
        driven.settle(scheduler);
        assertAlive(driven, scheduler);
    }

    @ParameterizedTest
    @MethodSource("schedulersAndHandlers")
    void aWakerThatThrowsKeepsNobodyAsleepWhoseTimeHasCome(Driven driven, FailureHandler handler) {
        SchedulerBase scheduler = driven.start(ticker, handler);
        for (int i = 0; i < 3; i++) {
            scheduler.deadline(Duration.ofSeconds(1)).register(() -> {
                throw new Unprintable();
            });
        }
        TaskHandle<Void> sleeper = scheduler.schedule(Task.run(() -> {}), Duration.ofSeconds(1));
        driven.settle(scheduler);
        ticker.advance(Duration.ofSeconds(1));
        driven.settle(scheduler); // once, where the caller drives
        assertTrue(sleeper.isDone());
        assertAlive(driven, scheduler);
    }

    @ParameterizedTest
    @MethodSource("schedulersAndHandlers")
    void whoeverAsksForAResultIsToldByTheExceptionThatIsDocumented(Driven driven, FailureHandler handler) {
        SchedulerBase scheduler = driven.start(ticker, handler);
        Callable<Integer> fails = () -> {
            throw new Unprintable();
        };
        TaskHandle<Integer> handle = scheduler.submit(Task.call(fails));
        assertInstanceOf(
                Unprintable.class,
                assertThrows(TaskFailedException.class, handle::join).getCause());
        ScheduledExecutorService executor = scheduler.asExecutorService();
        Future<Integer> future = executor.submit(fails);
        assertInstanceOf(
                Unprintable.class,
                assertThrows(ExecutionException.class, future::get).getCause());
        assertInstanceOf(
                Unprintable.class,
                assertThrows(ExecutionException.class, () -> executor.invokeAny(List.of(fails, fails)))
                        .getCause());
        assertAlive(driven, scheduler);
    }

    @ParameterizedTest
    @MethodSource("schedulersAndHandlers")
    void aWakerThatThrowsWhenATaskEndsOrTheSchedulerDoes(Driven driven, FailureHandler handler) {
        SchedulerBase scheduler = driven.start(ticker, handler);
        Waker broken = () -> {
            throw new Unprintable();
        };
        scheduler.closing().register(broken);
        scheduler.submit(worker -> Step.<Void>yieldNow()).cancel();
        scheduler.submit(Task.run(() -> {})).register(broken);
        assertAlive(driven, scheduler);
    }
}
