package dev.secretariat.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.secretariat.Blocking;
import dev.secretariat.Fork;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Submission;
import dev.secretariat.Submission.Attribute;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fibers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SPEC.md, rule T14: what others call task-local values. */
@Timeout(60)
class AttributesTest {
    private static final Attribute<String> TENANT = Attribute.inherited("tenant");
    private static final Attribute<Integer> ROOM = Attribute.of("room");

    private static final Submission MILLER =
            Submission.named("import").with(TENANT, "Miller").with(ROOM, 4);

    private static Step<String> told(Worker worker) {
        TaskHandle<?> task = worker.task();
        return Step.done(task.attribute(TENANT) + " " + task.attribute(ROOM));
    }

    @ParameterizedTest
    @EnumSource
    void required_T14_stepsAndChildrenSeeThem(Kind kind) throws Exception {
        try (Scheduler scheduler = kind.create()) {
            assertEquals(
                    "Miller 4", scheduler.submit(MILLER, AttributesTest::told).join());
            assertEquals("null null", scheduler.submit(AttributesTest::told).join());
            Task<String> child = worker -> told(worker);
            Task<String> parent = Task.call(() -> 1)
                    .flatMap(one -> Tasks.both(
                            child, child.with(Submission.plain().with(TENANT, "Smith")), (a, b) -> a + ", " + b));
            assertEquals(
                    "Miller null, Smith null", scheduler.submit(MILLER, parent).join());
        }
    }

    @ParameterizedTest
    @EnumSource
    void required_T14_forksSeeThemOnWhicheverWorker(Kind kind) throws Exception {
        try (Scheduler scheduler = kind.create()) {
            Map<String, Integer> seen = new ConcurrentHashMap<>();
            Task<Void> forks = worker -> {
                List<Fork<Void>> all = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    all.add(worker.forkRun(thief -> {
                        for (int spins = 0; spins < 1_000; spins++) Thread.onSpinWait();
                        seen.merge(told(thief).value(), 1, Integer::sum);
                    }));
                }
                for (int i = all.size() - 1; i >= 0; i--) worker.join(all.get(i));
                return Step.done();
            };
            scheduler.submit(MILLER, forks).join();
            assertEquals(Map.of("Miller 4", 50), seen);
        }
    }

    @ParameterizedTest
    @EnumSource
    void required_T14_fibersSeeThemAfterEachWait(Kind kind) throws Exception {
        try (Scheduler scheduler = kind.create()) {
            Task<String> fiber = Fibers.task(body -> {
                String before = body.worker().task().attribute(TENANT);
                body.yieldNow();
                String child = body.await(body.submit(AttributesTest::told));
                return before + ", " + child + ", " + told(body.worker()).value();
            });
            assertEquals(
                    "Miller, Miller null, Miller 4",
                    scheduler.submit(MILLER, fiber).join());
        }
    }

    private static final class WindsDown implements Task<Void> {
        private final Promise<String> seen = new Promise<>();

        @Override
        public Step<Void> step(Worker worker) {
            return Step.await(seen);
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            seen.succeed(told(worker).value());
            return Step.done();
        }
    }

    @ParameterizedTest
    @EnumSource
    void required_T14_whoWindsDownSeesThemAndOneThatHasEndedHasNone(Kind kind) throws Exception {
        try (Scheduler scheduler = kind.create()) {
            WindsDown task = new WindsDown();
            TaskHandle<Void> handle = scheduler.submit(MILLER, task);
            assertEquals("Miller", handle.attribute(TENANT));
            handle.cancel();
            scheduler
                    .submit(worker -> handle.isDone() ? Step.done() : Step.await(handle))
                    .join();
            assertEquals("Miller 4", task.seen.result());
            @Nullable String after = handle.attribute(TENANT);
            assertNull(after);
        }
    }

    /** A call that blocks has no worker to ask: it is given what it needs. */
    @ParameterizedTest
    @EnumSource
    void aBlockingCallIsToldBeforehand(Kind kind) throws Exception {
        try (Scheduler scheduler = kind.create()) {
            Task<String> task = Fibers.task(fiber -> {
                String tenant = fiber.worker().task().attribute(TENANT);
                return fiber.await(fiber.submit(Blocking.call(() -> "file of " + tenant)));
            });
            assertEquals("file of Miller", scheduler.submit(MILLER, task).join());
        }
    }
}
