package dev.secretariat.internal;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;

/** Lincheck scenarios as text: {@code "registerA 0; registerB 1"}. */
public final class Scenarios {
    private Scenarios() {}

    /** What runs first, and what each thread runs then. */
    public static ExecutionScenario of(Class<?> operations, String before, String... threads) {
        List<List<Actor>> parallel = new ArrayList<>();
        for (String thread : threads) parallel.add(actors(operations, thread));
        return new ExecutionScenario(actors(operations, before), parallel, new ArrayList<>(), null);
    }

    private static List<Actor> actors(Class<?> operations, String text) {
        List<Actor> actors = new ArrayList<>();
        for (String call : text.isEmpty() ? new String[0] : text.split("; ", -1)) {
            String[] words = call.split(" ", -1);
            Object[] arguments = Stream.of(words).skip(1).map(Integer::valueOf).toArray(Object[]::new);
            actors.add(new Actor(method(operations, words[0]), Arrays.asList(arguments)));
        }
        return actors;
    }

    private static Method method(Class<?> operations, String name) {
        return Stream.of(operations.getMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no operation " + name));
    }
}
