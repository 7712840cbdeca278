package dev.secretariat.benchmarks.peers.fibers;

import dev.secretariat.Awaitable;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.TaskHandle;
import dev.secretariat.Waker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.FiberBody;
import dev.secretariat.fiber.Fibers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The kernels as fibers, on any of this project's schedulers. */
final class SecretariatFibers implements FiberContestant {
    private final Scheduler scheduler;

    /** Lets the calling thread run what there is to run. */
    private final Runnable drive;

    private SecretariatFibers(Scheduler scheduler, Runnable drive) {
        this.scheduler = scheduler;
        this.drive = drive;
    }

    /** Creates a contestant on a scheduler with threads of its own, which is closed with the contestant. */
    static SecretariatFibers on(Scheduler scheduler) {
        return new SecretariatFibers(scheduler, () -> {});
    }

    /** Creates a contestant on the calling thread. */
    static SecretariatFibers onThisThread() {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        return new SecretariatFibers(scheduler, scheduler::runUntilIdle);
    }

    private <T> T run(FiberBody<T> body) throws InterruptedException {
        TaskHandle<T> handle = scheduler.submit(Fibers.task(body));
        drive.run();
        return handle.join();
    }

    @Override
    public long pingPong(int exchanges) throws InterruptedException {
        Slot ping = new Slot();
        Slot pong = new Slot();
        return run(fiber -> {
            TaskHandle<Void> other = fiber.submit(Fibers.run(second -> {
                for (int i = 0; i < exchanges; i++) pong.put(ping.take(second) + 1);
            }));
            long token = 0;
            for (int i = 0; i < exchanges; i++) {
                ping.put(token + 1);
                token = pong.take(fiber);
            }
            fiber.await(other);
            return token;
        });
    }

    @Override
    public long fanOut(int fibers) throws InterruptedException {
        return run(fiber -> {
            List<TaskHandle<Integer>> started = new ArrayList<>(fibers);
            for (int i = 1; i <= fibers; i++) {
                int number = i;
                started.add(fiber.submit(Fibers.task(one -> {
                    one.yieldNow();
                    return number;
                })));
            }
            return sum(fiber, started);
        });
    }

    @Override
    public long chain(int fibers) throws InterruptedException {
        return run(fiber -> {
            Promise<Integer> gate = new Promise<>();
            AtomicInteger toBegin = new AtomicInteger(fibers);
            TaskHandle<Integer> last = fiber.submit(Fibers.task(one -> {
                if (toBegin.decrementAndGet() == 0) gate.succeed(0);
                return one.await(gate) + 1;
            }));
            for (int i = 1; i < fibers; i++) {
                TaskHandle<Integer> before = last;
                last = fiber.submit(Fibers.task(one -> {
                    if (toBegin.decrementAndGet() == 0) gate.succeed(0);
                    return one.await(before) + 1;
                }));
            }
            return (long) fiber.await(last);
        });
    }

    @Override
    public long yieldMany(int fibers, int yields) throws InterruptedException {
        return run(fiber -> {
            List<TaskHandle<Integer>> started = new ArrayList<>(fibers);
            for (int i = 0; i < fibers; i++) {
                started.add(fiber.submit(Fibers.task(one -> {
                    for (int k = 0; k < yields; k++) one.yieldNow();
                    return yields;
                })));
            }
            return sum(fiber, started);
        });
    }

    private static long sum(Fiber fiber, List<TaskHandle<Integer>> started) {
        long sum = 0;
        for (TaskHandle<Integer> one : started) sum += fiber.await(one);
        return sum;
    }

    @Override
    public long awaitDone(int times) throws InterruptedException {
        return run(fiber -> {
            TaskHandle<Integer> one = fiber.submit(Fibers.task(it -> 1));
            fiber.await(one);
            long sum = 0;
            for (int i = 0; i < times; i++) sum += fiber.await(one);
            return sum;
        });
    }

    @Override
    public void close() {
        scheduler.close();
    }

    /** Where one fiber leaves a token for another, which has taken the one before. Nothing, then the waker of who waits, then HERE. */
    private static final class Slot implements Awaitable {
        private static final Object HERE = new Object();

        private final AtomicReference<@Nullable Object> state = new AtomicReference<>();

        /** Published by HERE. */
        private long token;

        void put(long next) {
            token = next;
            if (state.getAndSet(HERE) instanceof Waker waiting) waiting.wake();
        }

        long take(Fiber fiber) {
            while (state.get() != HERE) fiber.await(this);
            state.set(null);
            return token;
        }

        @Override
        public boolean register(Waker waker) {
            return state.compareAndSet(null, waker);
        }

        @Override
        public void deregister(Waker waker) {
            state.compareAndSet(waker, null);
        }
    }
}
