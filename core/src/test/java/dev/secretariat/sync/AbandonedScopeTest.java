package dev.secretariat.sync;

import static dev.secretariat.sync.ScopeTasks.waiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.secretariat.Awaitable;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Who leaves a scope open is named, and its children are cancelled. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AbandonedScopeTest {
    @BeforeAll
    static void warningsAreLogged() {
        assumeTrue(LoggerFactory.getLogger(Children.class).isWarnEnabled(), "what is looked at here is the log");
    }

    /** What is logged while a task runs, which forks others, and after its end. */
    private static String logged(Driven driven, Task<Void> owner, List<TaskHandle<?>> children) throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (SchedulerBase scheduler = driven.start()) {
            scheduler.submit("careless", owner).join();
            for (TaskHandle<?> child : children) {
                scheduler
                        .submit(worker -> child.isDone() ? Step.done() : Step.await(child))
                        .join();
            }
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings({"try", "resource"})
    void aFiberThatLeavesItsScopeOpen(Driven driven) throws Exception {
        List<TaskHandle<?>> children = Collections.synchronizedList(new ArrayList<>());
        Task<Void> owner = Fibers.run(fiber -> {
            TaskScope<Object, ?> scope = TaskScope.open(fiber, Joiner.awaitAll());
            for (int i = 0; i < 3; i++) children.add(scope.fork(waiting()));
        });
        String log = logged(driven, owner, children);
        assertTrue(log.contains("task 'careless' has ended, and left a scope open with children, 3 of which"), log);
        for (TaskHandle<?> child : children) assertEquals(TaskState.CANCELLED, child.state());
    }

    @ParameterizedTest
    @EnumSource
    void aTaskInStepsThatLeavesItsScopeOpen(Driven driven) throws Exception {
        List<TaskHandle<?>> children = Collections.synchronizedList(new ArrayList<>());
        Task<Void> owner = worker -> {
            StepScope<Object, ?> scope = StepScope.open(worker, Joiner.awaitAll());
            children.add(scope.fork(worker, waiting()));
            Awaitable ignored = scope.join(worker);
            return Step.done();
        };
        String log = logged(driven, owner, children);
        assertTrue(log.contains("task 'careless' has ended, and left a scope open with children, 1 of which"), log);
        assertEquals(TaskState.CANCELLED, children.get(0).state());
    }

    /** Nothing runs that it would have to be told of. */
    @ParameterizedTest
    @EnumSource
    void oneWhoseChildrenHaveEndedIsQuiet(Driven driven) throws Exception {
        Task<Void> owner = Fibers.run(fiber -> {
            try (TaskScope<Object, ?> scope = TaskScope.open(fiber, Joiner.awaitAll())) {
                scope.fork(Task.call(() -> 1));
                scope.join();
            }
            TaskScope<Object, ?> open = TaskScope.open(fiber, Joiner.awaitAll());
            fiber.await(open.fork(Task.call(() -> 1)));
        });
        assertEquals("", logged(driven, owner, List.of()));
    }
}
