package dev.secretariat.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    @Test
    void aFactoryThatReturnsNullIsNamed() {
        ThreadFactory factory = runnable -> null;
        Exception refused = assertThrows(IllegalStateException.class, () -> Threads.start(factory, () -> {}));
        assertTrue(refused.getMessage().contains(factory.toString()));
    }

    @Test
    void aThreadThatWasStartedIsRefused() throws Exception {
        Thread[] made = new Thread[1];
        ThreadFactory factory = runnable -> {
            made[0] = new Thread(() -> {});
            made[0].start();
            return made[0];
        };
        assertThrows(IllegalStateException.class, () -> Threads.start(factory, () -> {}));
        made[0].join();
        assertThrows(IllegalStateException.class, () -> Threads.start(runnable -> made[0], () -> {}));
    }

    @Test
    void anErrorOfTheFactoryComesThrough() {
        OutOfMemoryError error = new OutOfMemoryError("unable to create native thread");
        ThreadFactory factory = runnable -> {
            throw error;
        };
        assertSame(error, assertThrows(OutOfMemoryError.class, () -> Threads.start(factory, () -> {})));
    }

    @Test
    void aThreadHasTheNameAndTheLoaderOfItsMaker() throws Exception {
        Thread test = Thread.currentThread();
        ClassLoader before = test.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[0])) {
            test.setContextClassLoader(loader);
            ThreadFactory named = Threads.named("phone");
            ThreadFactory daemons = Threads.daemons("desk");
            test.setContextClassLoader(before);
            Thread thread = named.newThread(() -> {});
            assertEquals("phone", thread.getName());
            assertSame(loader, thread.getContextClassLoader());
            assertFalse(thread.isDaemon());
            assertTrue(daemons.newThread(() -> {}).isDaemon());
        } finally {
            test.setContextClassLoader(before);
        }
    }

    @Test
    void theThreadRuns() throws Exception {
        boolean[] ran = new boolean[1];
        Threads.start(Threads.named("x"), () -> ran[0] = true).join();
        assertTrue(ran[0]);
    }
}
