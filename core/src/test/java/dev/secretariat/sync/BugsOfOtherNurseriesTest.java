package dev.secretariat.sync;

import static dev.secretariat.sync.ScopeTasks.failing;
import static dev.secretariat.sync.ScopeTasks.waiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Awaitable;
import dev.secretariat.ManualTicker;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Small versions of what went wrong with scopes and supervisors elsewhere; see docs/bugs-of-other-pools.md. Those of Trio and AnyIO: {@link BugsOfPythonNurseriesTest}. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BugsOfOtherNurseriesTest {
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    private static TaskScope<Object, ?> open(Fiber fiber) {
        return TaskScope.open(fiber, Joiner.awaitAllSuccessfulOrThrow());
    }

    /** The scope is cancelled by its first child while its owner forks the others. */
    @ParameterizedTest
    @EnumSource
    void aChildThatIsForkedWhileTheScopeIsCancelledIsCancelledToo_JDK8311867(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            for (int round = 0; round < 200; round++) {
                scheduler
                        .submit(Fibers.run(fiber -> {
                            try (TaskScope<Object, ?> scope = TaskScope.open(fiber, Joiner.awaitAll())) {
                                scope.fork(Task.run(scope::cancel));
                                for (int i = 0; i < 100; i++) scope.fork(waiting());
                                scope.join();
                            }
                        }))
                        .join();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoFailuresAtTheSameTimeDoNotHang_ox164(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            for (int round = 0; round < 200; round++) {
                TaskHandle<Void> owner = scheduler.submit(Fibers.run(fiber -> {
                    try (TaskScope<Object, ?> scope = open(fiber)) {
                        scope.fork("one", failing(new IOException("one")));
                        scope.fork("two", failing(new IOException("two")));
                        scope.join();
                    }
                }));
                Throwable thrown =
                        assertThrows(TaskFailedException.class, owner::join).getCause();
                assertInstanceOf(IOException.class, thrown.getCause());
                assertTrue(thrown.getSuppressed().length <= 1);
            }
        }
    }

    /** Its owner is cancelled by another thread, anywhere between its first line and its end. */
    @ParameterizedTest
    @EnumSource(names = {"BY_ITS_THREAD", "BY_ITS_WORKERS"})
    void aScopeThatIsCancelledAsItBeginsEndsAndGivesBackWhatItHolds_duet88(Driven driven) throws Exception {
        Permits permits = new Permits(1);
        try (SchedulerBase scheduler = driven.start()) {
            for (int round = 0; round < 300; round++) {
                Promise<Integer> begun = new Promise<>();
                TaskHandle<Void> owner = scheduler.submit(Fibers.run(fiber -> {
                    begun.succeed(1);
                    try (Hold held = permits.acquire(fiber);
                            TaskScope<Object, ?> scope = open(fiber)) {
                        assertTrue(held.isHeld());
                        for (int i = 0; i < 5; i++) scope.fork(waiting());
                        scope.join();
                    }
                }));
                if (round % 2 == 0) Awaitable.block(begun);
                owner.cancel();
                Awaitable.block(owner);
                assertEquals(TaskState.CANCELLED, owner.state());
                assertEquals(1, permits.available());
            }
        }
    }

    /** The time-out of the outer scope comes while the inner one runs: it is the outer one's, and told there. */
    @ParameterizedTest
    @EnumSource
    void theTimeOutOfTheOuterScopeIsNotTheInnerOnes_kotlinxcoroutines67(Driven driven) throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (SchedulerBase scheduler = driven.start(ticker)) {
            TaskHandle<Void> owner = scheduler.submit(Fibers.run(fiber -> {
                try (TaskScope<Object, ?> outer =
                        TaskScope.open(fiber, Joiner.awaitAll(), fiber.deadline(Duration.ofSeconds(5)))) {
                    outer.fork(Fibers.run(child -> {
                        for (; ; ) {
                            try (TaskScope<Object, ?> inner =
                                    TaskScope.open(child, Joiner.awaitAll(), child.deadline(Duration.ofHours(1)))) {
                                inner.fork(waiting());
                                inner.join();
                            } catch (TimeoutException inner) {
                                log.add("taken for the inner one's");
                            }
                        }
                    }));
                    assertThrows(TimeoutException.class, outer::join);
                }
            }));
            driven.settle(scheduler);
            ticker.advance(Duration.ofSeconds(5));
            owner.join();
            assertEquals(List.of(), log);
        }
    }

    /** Children of a supervisor that fail do not touch one another, nor the scope around it. */
    @ParameterizedTest
    @EnumSource
    void aFailureBelowASupervisorStaysThere_kotlinxcoroutines4385(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            scheduler
                    .submit(Fibers.run(fiber -> {
                        try (TaskScope<Object, ?> supervisor = TaskScope.open(fiber, Joiner.awaitAll())) {
                            TaskHandle<Object> faulty = supervisor.fork(Fibers.task(child -> {
                                try (TaskScope<Object, ?> inner = open(child)) {
                                    inner.fork(failing(new IOException("below")));
                                    return inner.join();
                                }
                            }));
                            TaskHandle<Object> sound = supervisor.fork(worker -> {
                                return faulty.isDone() ? Step.done("sound") : Step.await(faulty);
                            });
                            supervisor.join();
                            assertEquals("sound", sound.result());
                            assertInstanceOf(Outcome.Failed.class, faulty.outcome());
                        }
                    }))
                    .join();
        }
    }

    /** A handle that cannot be registered with at first, as where no memory is left. */
    @SuppressWarnings("unchecked") // of that type
    private static <T> T changed(Class<T> type, T real, String method, Function<Object, Object> change) {
        AtomicInteger left = new AtomicInteger(1);
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
            try {
                if (called.getName().equals("register") && left.getAndSet(0) > 0) {
                    throw new OutOfMemoryError("on purpose");
                }
                Object result = called.invoke(real, arguments);
                return called.getName().equals(method) ? change.apply(result) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aChildThatIsNotHeardOfDoesNotHoldUpItsScope_kimojio37(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            List<TaskHandle<?>> children = Collections.synchronizedList(new ArrayList<>());
            Task<String> owner = new Task<>() {
                private StepScope<Object, ?> scope;

                @Override
                public Step<String> step(Worker worker) throws Exception {
                    if (scope == null) {
                        StepScope<Object, ?> opened = StepScope.open(worker, Joiner.awaitAll());
                        scope = opened;
                        children.add(opened.fork(worker, waiting()));
                        Worker deaf = changed(Worker.class, worker, "submit", handle -> {
                            children.add((TaskHandle<?>) handle);
                            return changed(TaskHandle.class, (TaskHandle<?>) handle, "", it -> it);
                        });
                        assertThrows(OutOfMemoryError.class, () -> opened.fork(deaf, waiting()));
                        assertThrows(IllegalStateException.class, () -> opened.fork(worker, waiting()));
                        opened.cancel();
                    }
                    if (!scope.isEnded()) return Step.await(scope.join(worker));
                    return Step.done("ended");
                }
            };
            assertEquals("ended", scheduler.submit(owner).join());
            for (TaskHandle<?> child : children) assertEquals(TaskState.CANCELLED, child.state());
        }
    }
}
