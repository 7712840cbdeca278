package dev.secretariat.fiber;

import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where a mounted body may block in the JDK; a stranger opens all of them again and again. */
final class BlockingPlaces {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition condition = lock.newCondition();
    private final BlockingQueue<Integer> queue = new LinkedBlockingQueue<>(100);
    private final Semaphore semaphore = new Semaphore(1);
    private final AtomicReference<CountDownLatch> latch = new AtomicReference<>(new CountDownLatch(1));
    private final AtomicReference<CompletableFuture<Integer>> future = new AtomicReference<>(new CompletableFuture<>());
    private final Object monitor = new Object();
    private int guarded; // by the monitor

    /** By the stranger. */
    void open() {
        latch.getAndSet(new CountDownLatch(1)).countDown();
        future.getAndSet(new CompletableFuture<>()).complete(1);
        boolean ignored = queue.offer(1);
        lock.lock();
        try {
            condition.signalAll();
        } finally {
            lock.unlock();
        }
        synchronized (monitor) {
            monitor.notifyAll();
        }
    }

    /** By a body. */
    @SuppressWarnings({"WaitNotInLoop", "ThreadPriorityCheck"})
    void block(SplittableRandom random) throws InterruptedException {
        switch (random.nextInt(10)) {
            case 0 -> latch.get().await();
            case 1 -> {
                Integer ignored = queue.poll(random.nextInt(200), TimeUnit.MICROSECONDS);
            }
            case 2 -> {
                Integer ignored = queue.take();
            }
            case 3 -> {
                semaphore.acquire();
                Thread.yield();
                semaphore.release();
            }
            case 4 -> awaitCondition(random.nextBoolean());
            case 5 -> {
                try {
                    Integer ignored = future.get().get();
                } catch (ExecutionException never) {
                    throw new AssertionError(never);
                }
            }
            case 6 -> {
                try {
                    Integer ignored = new CompletableFuture<Integer>().get(100, TimeUnit.MICROSECONDS);
                } catch (ExecutionException never) {
                    throw new AssertionError(never);
                } catch (TimeoutException asWanted) {
                    // goes on
                }
            }
            case 7 -> Thread.sleep(0, random.nextInt(300_000));
            case 8 -> enterMonitor(random.nextInt(3));
            default -> Thread.yield();
        }
    }

    @SuppressWarnings("WaitNotInLoop")
    private void awaitCondition(boolean timed) throws InterruptedException {
        lock.lock();
        try {
            if (timed) {
                boolean ignored = condition.await(100, TimeUnit.MICROSECONDS);
            } else {
                condition.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Never two in there at once. */
    @SuppressWarnings({"WaitNotInLoop", "ThreadPriorityCheck"})
    private void enterMonitor(int how) throws InterruptedException {
        synchronized (monitor) {
            int before = guarded++;
            if (before != 0) throw new AssertionError("two bodies in one monitor");
            Thread.yield();
            guarded--;
            if (how == 1) monitor.wait(1);
            if (how == 2) monitor.wait();
        }
    }
}
