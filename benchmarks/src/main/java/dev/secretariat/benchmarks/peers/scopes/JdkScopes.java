package dev.secretariat.benchmarks.peers.scopes;

import dev.secretariat.benchmarks.peers.VirtualThreads;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * The JDK's scope, opened by a virtual thread, whose children are virtual threads. A preview, and not there on the JDK that compiles this; so by method handles, which the
 * JVM compiles as it does calls.
 */
final class JdkScopes implements ScopeContestant {
    private static final String SCOPE = "java.util.concurrent.StructuredTaskScope";
    private static final MethodHandle OPEN;
    private static final MethodHandle FORK;
    private static final MethodHandle JOIN;
    private static final MethodHandle CLOSE;
    private static final MethodHandle GET;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> scope = Class.forName(SCOPE);
            Class<?> subtask = Class.forName(SCOPE + "$Subtask");
            MethodType none = MethodType.methodType(Object.class, Object.class);
            OPEN = lookup.findStatic(scope, "open", MethodType.methodType(scope))
                    .asType(MethodType.methodType(Object.class));
            FORK = lookup.findVirtual(scope, "fork", MethodType.methodType(subtask, Callable.class))
                    .asType(MethodType.methodType(Object.class, Object.class, Callable.class));
            JOIN = lookup.findVirtual(scope, "join", MethodType.methodType(Object.class))
                    .asType(none);
            CLOSE = lookup.findVirtual(scope, "close", MethodType.methodType(void.class))
                    .asType(MethodType.methodType(void.class, Object.class));
            GET = lookup.findVirtual(subtask, "get", MethodType.methodType(Object.class))
                    .asType(none);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public long scope(int children) throws Exception {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        VirtualThreads.start(() -> {
            try {
                answer.complete(sum(children));
            } catch (Throwable thrown) {
                answer.completeExceptionally(thrown);
            }
        });
        return answer.get();
    }

    private static long sum(int children) throws Throwable {
        Object scope = (Object) OPEN.invokeExact();
        try {
            List<Object> subtasks = new ArrayList<>(children);
            for (int i = 1; i <= children; i++) {
                int number = i;
                Callable<Object> child = () -> number;
                subtasks.add((Object) FORK.invokeExact(scope, (Callable<?>) child));
            }
            Object ignored = (Object) JOIN.invokeExact(scope);
            long sum = 0;
            for (Object subtask : subtasks) sum += (Integer) (Object) GET.invokeExact(subtask);
            return sum;
        } finally {
            CLOSE.invokeExact(scope);
        }
    }
}
