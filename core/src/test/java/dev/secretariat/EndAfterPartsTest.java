package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.secretariat.fiber.Fibers;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.sync.Joiner;
import dev.secretariat.sync.TaskScope;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever waits for parts ends only when they have ended: each kind around each kind, its part cancelled in each state, on every scheduler. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndAfterPartsTest {
    /** Where the part stands when the whole is cancelled, or fails. */
    private enum When {
        AT_ONCE,
        WHILE_IT_WAITS,
        WHILE_IT_SLEEPS,
        WHILE_IT_YIELDS,
        IN_ITS_STEP,
        WHILE_IT_WINDS_DOWN,
        BY_A_SIBLING
    }

    /** How many have begun, and not ended. */
    private final AtomicInteger running = new AtomicInteger();

    private final class Part implements Task<String> {
        private final When when;
        private final Promise<Integer> there;
        private final AtomicReference<TaskHandle<?>> whole;
        private boolean begun;
        private int left = 5;

        Part(When when, Promise<Integer> there, AtomicReference<TaskHandle<?>> whole) {
            this.when = when;
            this.there = there;
            this.whole = whole;
        }

        @Override
        public Step<String> step(Worker worker) {
            if (!begun) running.incrementAndGet();
            begun = true;
            if (when == When.IN_ITS_STEP && whole.get() == null) return Step.yieldNow();
            if (when == When.IN_ITS_STEP) whole.get().cancel();
            if (when == When.WHILE_IT_WINDS_DOWN) worker.task().cancel();
            there.succeed(1);
            if (when == When.WHILE_IT_YIELDS) return Step.yieldNow();
            return when == When.WHILE_IT_SLEEPS ? Step.sleep(Duration.ofHours(1)) : Step.await(new Promise<>());
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            if (left-- > 0) return Step.yieldNow();
            if (begun) running.decrementAndGet();
            return Step.done();
        }
    }

    private static Task<String> idle() {
        return worker -> Step.await(new Promise<>());
    }

    private static Task<String> failing(Promise<Integer> there) {
        return worker -> {
            if (!there.isDone()) return Step.await(there);
            throw new IOException("sibling");
        };
    }

    private static Map<String, Function<Task<String>, Task<String>>> kinds(SchedulerBase scheduler) {
        Map<String, Function<Task<String>, Task<String>>> kinds = new TreeMap<>();
        kinds.put("both", part -> Tasks.both(part, idle(), (one, other) -> one));
        kinds.put("first", part -> Tasks.first(idle(), part));
        kinds.put("withDeadline", part -> Tasks.withDeadline(part, scheduler.deadline(Duration.ofHours(2))));
        kinds.put("all", part -> Tasks.all(List.of(idle(), part)).map(List::toString));
        kinds.put(
                "mapConcurrent",
                part -> Tasks.mapConcurrent(List.of(part), 3, it -> it).map(List::toString));
        kinds.put("flatMap", part -> Task.call(() -> 1).flatMap(one -> part));
        kinds.put(
                "scope",
                part -> Fibers.task(fiber -> {
                    try (TaskScope<String, String> scope = TaskScope.open(fiber, Joiner.anySuccessfulOrThrow())) {
                        scope.fork(part);
                        return scope.join();
                    }
                }));
        return kinds;
    }

    private void run(SchedulerBase scheduler, When when, Function<Task<String>, Task<String>> composition)
            throws InterruptedException {
        Promise<Integer> there = new Promise<>();
        AtomicReference<TaskHandle<?>> whole = new AtomicReference<>();
        Task<String> composed = composition.apply(new Part(when, there, whole));
        if (when == When.BY_A_SIBLING) composed = Tasks.both(composed, failing(there), (one, other) -> one);
        TaskHandle<String> handle = scheduler.submit(composed);
        // Looks in the very step in which it hears of the end.
        TaskHandle<Integer> watcher = scheduler.submit(worker -> {
            whole.set(handle);
            if (when != When.AT_ONCE && !there.isDone()) return Step.await(there);
            if (when != When.BY_A_SIBLING) handle.cancel();
            return handle.isDone() ? Step.done(running.get()) : Step.await(handle);
        });
        assertEquals(0, watcher.join());
        assertFalse(handle.outcome() instanceof Outcome.Succeeded);
    }

    @ParameterizedTest
    @EnumSource
    void eachKindAroundEachOtherEndsAfterItsPart(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start(Ticker.system(), (task, unseen) -> {})) {
            Map<String, Function<Task<String>, Task<String>>> kinds = kinds(scheduler);
            for (String outer : kinds.keySet()) {
                for (String inner : kinds.keySet()) {
                    for (When when : When.values()) {
                        run(scheduler, when, kinds.get(outer).compose(kinds.get(inner)));
                    }
                }
            }
        }
    }

    /** The time is up while the part waits. */
    @ParameterizedTest
    @EnumSource
    void aTimeOutIsToldAfterThePartHasEnded(Driven driven) throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (SchedulerBase scheduler = driven.start(ticker)) {
            for (String inner : kinds(scheduler).keySet()) {
                Promise<Integer> there = new Promise<>();
                Task<String> part = new Part(When.WHILE_IT_WAITS, there, new AtomicReference<>());
                TaskHandle<String> handle = scheduler.submit(Tasks.withDeadline(
                        kinds(scheduler).get(inner).apply(part), scheduler.deadline(Duration.ofSeconds(1))));
                TaskHandle<Integer> watcher =
                        scheduler.submit(worker -> handle.isDone() ? Step.done(running.get()) : Step.await(handle));
                driven.settle(scheduler);
                ticker.advance(Duration.ofSeconds(1));
                assertEquals(0, watcher.join(), inner);
                assertFalse(handle.outcome() instanceof Outcome.Succeeded);
            }
        }
    }
}
