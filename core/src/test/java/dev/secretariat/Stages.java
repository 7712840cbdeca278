package dev.secretariat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Stages as others write them. */
final class Stages {
    private Stages() {}

    /** Returns a stage that is no future, and cannot be made one, which its contract allows. */
    @SuppressWarnings("unchecked") // a proxy of that interface
    static <T> CompletionStage<T> withoutFuture(CompletableFuture<T> source) {
        return (CompletionStage<T>) Proxy.newProxyInstance(
                Stages.class.getClassLoader(), new Class<?>[] {CompletionStage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("toCompletableFuture")) throw new UnsupportedOperationException();
                    try {
                        return method.invoke(source, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
