package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.cooperative.CooperativeScheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** No text that the library makes tells a result or a state: it would stand in logs. */
class SecretsTest {
    private static final String SECRET = "hunter2";

    /** What a user keeps, and prints in full. */
    private record Login(String password) {}

    private static void assertKept(Object text) {
        assertFalse(text.toString().contains(SECRET), text.toString());
    }

    @Test
    void promisesStepsScriptsAndFuturesKeepThem() throws Exception {
        Promise<String> promise = new Promise<>();
        promise.succeed(SECRET);
        assertKept(promise);
        assertKept(Step.await(promise));
        assertKept(Step.awaitAny(promise, promise));
        Step<String> done = Step.done(SECRET);
        assertKept(done);
        assertKept(assertThrows(IllegalStateException.class, done::pending));
        assertKept(Script.<Login, String>of(Login::password).start(new Login(SECRET)));
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            TaskHandle<String> handle = scheduler.submit(Task.call(() -> SECRET));
            Future<String> future = scheduler.asExecutorService().submit((Callable<String>) () -> SECRET);
            handle.join();
            future.get();
            for (Object text : List.of(handle, handle.toCompletableFuture(), future)) assertKept(text);
        }
    }

    @Test
    void soDoesACloseThatHasRunOut() {
        Promise<String> promise = new Promise<>();
        promise.succeed(SECRET);
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        Awaitable never = new Promise<>();
        scheduler.submit(worker -> Step.<Void>awaitAny(never, hiding(promise)));
        scheduler.runUntilIdle();
        assertKept(assertThrows(CloseTimeoutException.class, () -> scheduler.close(Duration.ZERO)));
    }

    /** As somebody may write one who looks at several things: it is not told yet. */
    private static Awaitable hiding(Promise<String> promise) {
        return new Awaitable() {
            @Override
            public boolean register(Waker waker) {
                return true;
            }

            @Override
            public void deregister(Waker waker) {}

            @Override
            public String toString() {
                return "a channel behind a " + promise;
            }
        };
    }
}
