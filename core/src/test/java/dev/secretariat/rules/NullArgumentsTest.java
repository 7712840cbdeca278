package dev.secretariat.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.FailureHandler;
import dev.secretariat.Fork;
import dev.secretariat.LongFork;
import dev.secretariat.ManualTicker;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Script;
import dev.secretariat.Step;
import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.Tasks;
import dev.secretariat.Ticker;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.spi.IndexedLongFork;
import dev.secretariat.spi.TimerDeadline;
import dev.secretariat.spi.TimerQueue;
import dev.secretariat.spi.Timers;
import dev.secretariat.sync.Hold;
import dev.secretariat.sync.Joiner;
import dev.secretariat.sync.Limit;
import dev.secretariat.sync.Permits;
import dev.secretariat.sync.StepScope;
import dev.secretariat.sync.Strand;
import dev.secretariat.sync.TaskScope;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

/** SPEC.md, rule T8: each null argument of each public method is refused by name. */
class NullArgumentsTest {
    private static final Submission.Attribute<Object> ATTRIBUTE = Submission.Attribute.of("sample");

    private static final CooperativeScheduler SCHEDULER = CooperativeScheduler.create();

    /** Parameters that may be null: they are the user's values. */
    private static final Set<String> NULLABLE = Set.of("Step.done", "Promise.succeed", "Succeeded.<init>");

    private final List<String> violations = new ArrayList<>();
    private int checked;

    @Test
    void required_T8_aNullArgumentIsRefusedByName() throws Exception {
        checkStatics(Awaitable.class);
        checkStatics(IndexedLongFork.class);
        checkStatics(Promise.class);
        checkStatics(Script.class);
        checkStatics(Step.class);
        checkStatics(Submission.class);
        checkStatics(Submission.Attribute.class);
        checkStatics(Task.class);
        checkStatics(Tasks.class);
        checkStatics(Joiner.class);
        checkStatics(StepScope.class);
        checkStatics(TaskScope.class);
        checkConstructors(Strand.class);
        checkStatics(TimerDeadline.class);
        checkConstructors(IndexedLongFork.class);
        checkConstructors(Outcome.Failed.class);
        checkConstructors(TaskFailedException.class);
        checkConstructors(TimerQueue.class);
        check(TimerDeadline.class, SCHEDULER.deadline(Duration.ZERO));
        check(ManualTicker.class, new ManualTicker());
        check(Promise.class, new Promise<>());
        check(Submission.class, sample(Submission.class));
        check(Script.class, Script.of(Object::toString));
        check(Task.class, Task.run(() -> {}));
        check(Scheduler.class, SCHEDULER);
        check(Limit.class, new Limit(SCHEDULER, 1));
        check(Strand.class, new Strand(SCHEDULER));
        check(CooperativeScheduler.class, SCHEDULER);
        check(CooperativeScheduler.Builder.class, CooperativeScheduler.builder());
        check(TaskHandle.class, SCHEDULER.submit(Task.run(() -> {})));
        TaskHandle<Void> inAStep = SCHEDULER.submit(worker -> {
            check(Worker.class, worker);
            return Step.done();
        });
        SCHEDULER.runUntilIdle();
        inAStep.result();
        assertEquals(List.of(), violations);
        assertTrue(checked >= 60, "checked only " + checked);
    }

    private void checkStatics(Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            if (Modifier.isStatic(method.getModifiers())) check(method, null);
        }
    }

    private void checkConstructors(Class<?> type) {
        for (Constructor<?> constructor : type.getConstructors()) check(constructor, null);
    }

    private void check(Class<?> type, Object target) {
        for (Method method : type.getDeclaredMethods()) {
            // What a worker passes to tasks and forks is the scheduler's business.
            boolean calledByWorkers =
                    Set.of("step", "onCancel", "run", "parkUntil").contains(method.getName());
            if (!Modifier.isStatic(method.getModifiers()) && !calledByWorkers) check(method, target);
        }
    }

    private void check(Executable executable, Object target) {
        String where = executable.getDeclaringClass().getSimpleName() + "."
                + (executable instanceof Constructor ? "<init>" : executable.getName());
        boolean isPublic = Modifier.isPublic(executable.getModifiers());
        if (!isPublic || executable.isSynthetic() || NULLABLE.contains(where)) return;
        Class<?>[] types = executable.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (types[i].isPrimitive()) continue;
            Object[] arguments =
                    Arrays.stream(types).map(NullArgumentsTest::sample).toArray();
            arguments[i] = null;
            String told = messageOf(executable, target, arguments);
            checked++;
            if (!told.matches("[a-z][A-Za-z]+")) violations.add(where + " argument " + i + ": " + told);
            if (types[i].isArray()) {
                arguments[i] = Array.newInstance(types[i].getComponentType(), 2);
                String element = messageOf(executable, target, arguments);
                checked++;
                if (!element.matches("[a-z]+\\[0\\]")) violations.add(where + " element: " + element);
            }
        }
    }

    /** The message of the NullPointerException, or what happened instead. */
    private static String messageOf(Executable executable, Object target, Object[] arguments) {
        try {
            if (executable instanceof Constructor<?> constructor) constructor.newInstance(arguments);
            else ((Method) executable).invoke(target, arguments);
            return "(accepted)";
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            return cause instanceof NullPointerException ? String.valueOf(cause.getMessage()) : "(" + cause + ")";
        } catch (ReflectiveOperationException e) {
            return "(" + e + ")";
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a future is a value here like any other
    private static Object sample(Class<?> type) {
        if (type == boolean.class) return false;
        if (type == int.class) return 0;
        if (type == long.class) return 0L;
        if (type == String.class || type == Object.class) return "sample";
        if (type == Duration.class) return Duration.ZERO;
        if (type == Deadline.class) return SCHEDULER.deadline(Duration.ZERO);
        if (type == Submission.class) return Submission.named("sample").with(ATTRIBUTE, "sample");
        if (type == Submission.Attribute.class) return ATTRIBUTE;
        if (type == Hold.class) return new Permits(1).tryAcquire();
        if (type == Joiner.class) return Joiner.awaitAll();
        if (type == Outcome.class) return new Outcome.Succeeded<>("sample");
        if (type == Throwable.class) return new Throwable();
        if (type == Task.class) return Task.run(() -> {});
        if (type == Timers.class) return timers();
        if (type == Collection.class) return List.of();
        if (type == CompletionStage.class) return new CompletableFuture<>();
        if (type == Ticker.class) return Ticker.system();
        if (type == Fork.class || type == LongFork.class) return null;
        if (type == FailureHandler.class) return (FailureHandler) (task, failure) -> {};
        if (type == ThreadFactory.class) return (ThreadFactory) Thread::new;
        if (type.isArray()) return Array.newInstance(type.getComponentType(), 0);
        assertNotNull(type);
        assertTrue(type.isInterface(), () -> "no sample of " + type);
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
    }

    private static Timers timers() {
        return new Timers() {
            @Override
            public Ticker ticker() {
                return Ticker.system();
            }

            @Override
            public void set(TimerDeadline deadline) {}

            @Override
            public void clear(TimerDeadline deadline) {}
        };
    }
}
