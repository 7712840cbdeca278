package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** An executor of one thread that, other than a ThreadPoolExecutor, leaves an interrupt where it is: so it tells of one that was left. */
final class BareThread implements Executor, AutoCloseable {
    final CountDownLatch interrupting = new CountDownLatch(1);
    private final LinkedBlockingQueue<Runnable> line = new LinkedBlockingQueue<>();
    private final AtomicInteger leaked = new AtomicInteger();
    private final Thread thread = new Held();
    private volatile CountDownLatch mayInterrupt = new CountDownLatch(0);
    private volatile boolean closed;

    BareThread() {
        thread.setDaemon(true);
        thread.start();
    }

    private final class Held extends Thread {
        @Override
        public void run() {
            while (!closed) {
                try {
                    line.take().run();
                } catch (InterruptedException left) {
                    leaked.incrementAndGet();
                }
            }
        }

        /** Stands still, if asked, before it interrupts. */
        @Override
        public void interrupt() {
            interrupting.countDown();
            try {
                mayInterrupt.await();
            } catch (InterruptedException ofTheCaller) {
                Thread.currentThread().interrupt();
            }
            super.interrupt();
        }
    }

    void holdInterrupt() {
        mayInterrupt = new CountDownLatch(1);
    }

    void letInterrupt() {
        mayInterrupt.countDown();
    }

    @Override
    public void execute(Runnable command) {
        line.add(command);
    }

    /** Ends the thread; fails if an interrupt was left on it. */
    @Override
    public void close() {
        execute(() -> closed = true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertEquals(0, leaked.get(), "interrupts that were left on the thread");
    }
}
