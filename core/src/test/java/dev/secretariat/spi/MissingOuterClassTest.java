package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Awaitable;
import dev.secretariat.CloseTimeoutException;
import dev.secretariat.ManualTicker;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.Ticker;
import dev.secretariat.Waker;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Classes whose outer class was thrown out by whoever shrunk the code: {@code getSimpleName()} throws. */
class MissingOuterClassTest {
    static class Waits implements Task<Void>, Awaitable {
        @Override
        public Step<Void> step(Worker worker) {
            return Step.await(this);
        }

        @Override
        public boolean register(Waker waker) {
            return true;
        }

        @Override
        public void deregister(Waker waker) {}

        @Override
        public String toString() {
            return getClass().getSimpleName();
        }
    }

    static class Fails implements Task<Void> {
        @Override
        public Step<Void> step(Worker worker) {
            throw new IllegalStateException("on purpose");
        }
    }

    static class Runs implements Runnable {
        @Override
        public void run() {}
    }

    /** Runs nothing. */
    static class Idle extends SchedulerBase {
        public Idle() {
            super("idle", Ticker.system(), (task, failure) -> {});
        }

        @Override
        protected void ready(TaskCell<?> cell, Reason reason) {}
    }

    private static final class Shrunk extends ClassLoader {
        Shrunk() {
            super(MissingOuterClassTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            String outer = MissingOuterClassTest.class.getName();
            if (name.equals(outer)) throw new ClassNotFoundException(name);
            return name.startsWith(outer) ? define(name) : super.loadClass(name, resolve);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) return loaded;
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static <T> T shrunk(Class<? extends T> original, Class<T> type) {
        try {
            Class<?> loaded = new Shrunk().loadClass(original.getName());
            assertThrows(NoClassDefFoundError.class, loaded::getSimpleName);
            var constructor = loaded.getDeclaredConstructor();
            constructor.setAccessible(true);
            return type.cast(constructor.newInstance());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a class that cannot be made", e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Task<Void> task(Class<? extends Task<Void>> original) {
        return shrunk(original, Task.class);
    }

    private final CooperativeScheduler scheduler =
            CooperativeScheduler.builder().ticker(new ManualTicker()).build();

    @Test
    void itsTaskIsCalledByWhatIsKnown() {
        TaskHandle<Void> handle = scheduler.submit(task(Waits.class));
        assertEquals("Waits", handle.name());
        assertEquals("task 'Waits'", handle.toString());
    }

    @Test
    void aTimedCloseTellsOfItsTaskAndOfWhatThatAwaits() {
        scheduler.submit(task(Waits.class));
        scheduler.runUntilIdle();
        String told = assertThrows(CloseTimeoutException.class, () -> scheduler.close(Duration.ZERO))
                .getMessage();
        assertTrue(told.contains("'Waits' awaits a " + Waits.class.getName()), told);
        assertTrue(scheduler.isTerminated());
    }

    @Test
    void aJoinTellsOfItsFailure() {
        TaskHandle<Void> handle = scheduler.submit(task(Fails.class));
        String told = assertThrows(TaskFailedException.class, handle::join).getMessage();
        assertEquals("task 'Fails' failed: java.lang.IllegalStateException: on purpose", told);
    }

    @Test
    void theExecutorViewTellsOfItsWork() {
        Runnable runs = shrunk(Runs.class, Runnable.class);
        String told = scheduler.asExecutorService().submit(runs).toString();
        assertTrue(told.contains("'Runs'"), told);
    }

    @Test
    void aSchedulerOfThatKindIsCalledByWhatIsKnown() {
        assertEquals("Idle 'idle'", shrunk(Idle.class, SchedulerBase.class).toString());
    }
}
