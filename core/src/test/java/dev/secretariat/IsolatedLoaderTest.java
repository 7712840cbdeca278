package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The library in a class loader of its own, as in a server that is told to forget an application. */
@Timeout(60)
class IsolatedLoaderTest {
    /** What the application does with the library. */
    static final class Application implements Runnable {
        public Application() {}

        @Override
        public void run() {
            for (Scheduler scheduler : List.of(
                    CooperativeScheduler.builder()
                            .failureHandler((task, failure) -> {})
                            .build(),
                    ParallelScheduler.builder()
                            .workers(2)
                            .failureHandler((task, failure) -> {})
                            .start())) {
                scheduler.submit("unseen", worker -> {
                    throw new IllegalStateException("on purpose");
                });
                scheduler.close();
            }
            Outcome<Integer> one = new Outcome.Succeeded<>(1);
            check(one.equals(new Outcome.Succeeded<>(1)) && !one.equals(new Outcome.Succeeded<>(2)));
            Exception cause = new Exception();
            check(new Outcome.Failed<>(cause).equals(new Outcome.Failed<>(cause)));
            check(new Outcome.Cancelled<>().equals(new Outcome.Cancelled<>()));
        }

        private static void check(boolean condition) {
            if (!condition) throw new AssertionError();
        }
    }

    private static WeakReference<ClassLoader> runIsolated() throws Exception {
        URL[] all = {
            location(Scheduler.class),
            location(IsolatedLoaderTest.class),
            location(org.slf4j.Logger.class),
            location(org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue.class),
            location(org.jctools.queues.MessagePassingQueue.class)
        };
        try (URLClassLoader loader = new URLClassLoader(all, ClassLoader.getPlatformClassLoader())) {
            Class<?> application = loader.loadClass(Application.class.getName());
            assertNotSame(Application.class, application);
            var constructor = application.getDeclaredConstructor();
            constructor.setAccessible(true);
            ((Runnable) constructor.newInstance()).run();
            return new WeakReference<>(loader);
        }
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Test
    void required_S6_nothingOfItIsLeftBehind() throws Exception {
        WeakReference<ClassLoader> loader = runIsolated();
        while (loader.get() != null && !Thread.currentThread().isInterrupted()) System.gc();
        assertNull(loader.get(), "kept until the time-out");
    }

    @Test
    void outcomesAreEqualIfTheirValuesAre() {
        assertEquals(new Outcome.Succeeded<>(List.of(1)), new Outcome.Succeeded<>(List.of(1)));
        assertNotEquals(new Outcome.Succeeded<>(1), new Outcome.Succeeded<>(null));
        assertEquals(new Outcome.Succeeded<>(1).hashCode(), new Outcome.Succeeded<>(1).hashCode());
        assertNotEquals(new Outcome.Succeeded<>(null), new Outcome.Cancelled<>());
        assertEquals(new Outcome.Cancelled<>().hashCode(), new Outcome.Cancelled<>().hashCode());
    }
}
