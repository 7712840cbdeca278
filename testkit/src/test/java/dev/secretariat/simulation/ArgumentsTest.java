package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.FailureHandler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** SPEC.md, rule T8, for what a simulation offers: null and bad arguments are refused at the call, by name and value. */
class ArgumentsTest {
    private static final Simulation SIMULATION = Simulation.of(Programs::losesAnUpdate);
    private static final Run FAILED = SIMULATION.explore(2, 1_000).failing().orElseThrow();

    private final List<String> violations = new ArrayList<>();
    private int checked;

    @Test
    void required_T8_aNullArgumentIsRefusedByName() {
        for (Class<?> type :
                List.of(Cost.class, Faults.class, Policy.class, Schedule.class, Simulation.class, Timeline.class)) {
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isStatic(method.getModifiers())) check(method, null);
            }
        }
        for (Class<?> type : List.of(Exploration.class, Omission.class, Run.class, TraceEvent.class)) {
            for (Constructor<?> constructor : type.getConstructors()) check(constructor, null);
        }
        check(SIMULATION);
        check(Faults.none());
        check(FAILED.schedule());
        check(SIMULATION.failure(FAILED));
        check(SIMULATION.explore(1, 1));
        check(SimulationScheduler.builder());
        check(SimulationScheduler.builder().build());
        assertEquals(List.of(), violations);
        assertTrue(checked >= 36, "checked only " + checked);
    }

    private void check(Object target) {
        for (Method method : target.getClass().getDeclaredMethods()) {
            boolean isOverride = method.getName().equals("equals");
            if (!Modifier.isStatic(method.getModifiers()) && !isOverride) check(method, target);
        }
    }

    private void check(Executable executable, Object target) {
        if (!Modifier.isPublic(executable.getModifiers()) || executable.isSynthetic()) return;
        Class<?>[] types = executable.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (types[i].isPrimitive()) continue;
            Object[] arguments = Arrays.stream(types).map(ArgumentsTest::sample).toArray();
            arguments[i] = null;
            String told = messageOf(executable, target, arguments);
            checked++;
            if (!told.matches("[a-z][A-Za-z]+")) violations.add(executable + ", argument " + i + ": " + told);
        }
    }

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

    private static Object sample(Class<?> type) {
        if (type == boolean.class) return false;
        if (type == int.class) return 1;
        if (type == long.class) return 1L;
        if (type == long[].class) return new long[] {1};
        if (type == double.class) return 0.5;
        if (type == String.class) return "sample";
        if (type == Duration.class) return Duration.ofSeconds(1);
        if (type == List.class) return List.of();
        if (type == Optional.class) return Optional.empty();
        if (type == OptionalLong.class) return OptionalLong.empty();
        if (type == Consumer.class) return (Consumer<Object>) it -> {};
        if (type == FailureHandler.class) return (FailureHandler) (task, failure) -> {};
        if (type == Task.class) return Task.run(() -> {});
        if (type == Worker.class) return null; // there is none outside a step; null is refused before the others
        if (type == Faults.class) return Faults.none();
        if (type == Policy.class) return Policy.random();
        if (type == Run.class) return FAILED;
        if (type == Schedule.class) return FAILED.schedule();
        if (type == Omission.Kind.class) return Omission.Kind.TIME;
        if (type == Bound.class) return Bound.delays(1);
        if (type == Path.class) return Path.of("corpus");
        if (type == Simulation.Program.class) return (Simulation.Program) it -> {};
        throw new AssertionError("no sample of " + type);
    }

    @Test
    void required_T8_aPolicyThatBeginsNoRunIsRefused() {
        assertEquals(
                "chooser",
                assertThrows(
                                NullPointerException.class,
                                () -> SimulationScheduler.builder()
                                        .policy(seed -> null)
                                        .build())
                        .getMessage());
    }

    @Test
    void required_T8_durationsSaturate() {
        Duration tooLong = Duration.ofSeconds(Long.MAX_VALUE);
        Simulation.Program sleeps = it -> {
            it.submit(worker -> Step.sleep(Duration.ofMillis(1)));
            it.runFor(Duration.ofSeconds(1));
            it.shutdownNow();
        };
        for (Faults faults :
                List.of(Faults.none().lateTimers(1, tooLong), Faults.none().slowSteps(1, tooLong))) {
            assertEquals(
                    Optional.empty(),
                    Simulation.of(sleeps).faults(faults).run(1).failure());
        }
    }
}
