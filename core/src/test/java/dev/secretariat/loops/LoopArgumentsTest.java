package dev.secretariat.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Worker;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopArgumentsTest {
    private static final LoneWorker WORKER = new LoneWorker(() -> false, 1);

    @Test
    void required_T8_aNullArgumentIsRefusedByName() throws Exception {
        List<String> violations = new ArrayList<>();
        for (Class<?> type : List.of(Loops.class, Sorting.class, PrefixSums.class)) {
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers())) check(method, violations);
            }
        }
        assertEquals(List.of(), violations);
    }

    private static void check(Method method, List<String> violations) throws IllegalAccessException {
        Class<?>[] types = method.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            // The result for an empty range may be null.
            if (types[i].isPrimitive() || types[i] == Object.class) continue;
            Object[] arguments = new Object[types.length];
            for (int j = 0; j < types.length; j++) arguments[j] = j == i ? null : sample(types[j]);
            String told = "(accepted)";
            try {
                method.invoke(null, arguments);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof NullPointerException)
                    told = String.valueOf(e.getCause().getMessage());
                else told = "(" + e.getCause() + ")";
            }
            if (!told.matches("[a-z]+")) violations.add(method + " argument " + i + ": " + told);
        }
    }

    private static Object sample(Class<?> type) {
        if (type == Worker.class) return WORKER;
        if (type == int.class) return 0;
        if (type == long.class) return 0L;
        if (type == double.class) return 0.0;
        if (type == Object.class) return "sample";
        if (type.isArray()) return Array.newInstance(type.getComponentType(), 0);
        if (type == List.class) return new ArrayList<>();
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
    }

    @Test
    void required_T8_aRangeThatIsNoneIsRefusedWithItsBounds() {
        String backwards = assertThrows(IllegalArgumentException.class, () -> Loops.forEach(WORKER, 3, 2, i -> {}))
                .getMessage();
        assertTrue(backwards.contains("3 to 2"), backwards);
        String endless = assertThrows(
                        IllegalArgumentException.class, () -> Loops.sum(WORKER, Long.MIN_VALUE, Long.MAX_VALUE, i -> i))
                .getMessage();
        assertTrue(endless.contains("too long"), endless);
    }
}
