package dev.secretariat.tck;

import static dev.secretariat.tck.Tasks.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Fork;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Carrier;
import dev.secretariat.fiber.FiberBody;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.tck.Tasks.Wrapping;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Assumptions;

/** B8 and B9: bodies that block, and the threads that they have. */
interface FiberThreadRules extends Group {
    private <T> TaskHandle<T> begin(FiberBody<T> body) {
        return trial().scheduler().submit("fiber", Fibers.task(body));
    }

    private static void assumeMounted() {
        Carrier carrier = Fibers.carrier();
        Assumptions.assumeTrue(
                carrier == Carrier.MOUNTED,
                () -> "skipped: a body that blocks, blocks its worker, as fibers are carried by " + carrier);
    }

    /** One that blocks, and another one that lets it go on. */
    private void assertOtherFibersEnd(FiberBody<Integer> blocks, FiberBody<Integer> frees) throws Exception {
        TaskHandle<Integer> blocked = begin(blocks);
        trial().untilWaiting(blocked);
        TaskHandle<Integer> other = begin(frees);
        assertEquals(2, trial().join(other));
        assertEquals(1, trial().join(blocked));
    }

    @OnEachCarrier
    default void required_B8_aMountedBodyThatBlocksLetsOthersGoOn() throws Exception {
        assumeMounted();
        CountDownLatch latch = new CountDownLatch(1);
        assertOtherFibersEnd(
                fiber -> {
                    latch.await();
                    return 1;
                },
                fiber -> {
                    latch.countDown();
                    return 2;
                });
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        assertOtherFibersEnd(
                fiber -> {
                    fiber.yieldNow();
                    return queue.take();
                },
                fiber -> {
                    fiber.yieldNow();
                    return queue.add(1) ? 2 : 0;
                });
        CompletableFuture<Integer> future = new CompletableFuture<>();
        assertOtherFibersEnd(fiber -> future.get(), fiber -> future.complete(1) ? 2 : 0);
    }

    /** While somebody holds a lock over a wait of its fiber, whoever blocks on that is a waiting task. */
    @OnEachCarrier
    default void required_B8_aLockThatAMountedBodyWaitsForIsHandedOver() throws Exception {
        assumeMounted();
        ReentrantLock lock = new ReentrantLock();
        Promise<Integer> gate = new Promise<>();
        AtomicInteger inside = new AtomicInteger();
        FiberBody<Integer> locking = fiber -> {
            lock.lock();
            try {
                assertEquals(1, inside.incrementAndGet());
                int value = fiber.await(gate);
                fiber.yieldNow();
                inside.decrementAndGet();
                return value;
            } finally {
                lock.unlock();
            }
        };
        List<TaskHandle<Integer>> handles = List.of(begin(locking), begin(locking), begin(locking));
        for (TaskHandle<Integer> handle : handles) trial().untilWaiting(handle);
        open(gate);
        for (TaskHandle<Integer> handle : handles) assertEquals(1, trial().join(handle));
    }

    /** A thread of the JDK's wakes whoever comes next into a monitor. */
    @OnEachCarrier
    @Needs(Feature.FOREIGN_THREADS)
    default void required_B8_aMonitorThatAMountedBodyWaitsForIsHandedOver() throws Exception {
        assumeMounted();
        Object monitor = new Object();
        Promise<Integer> gate = new Promise<>();
        FiberBody<Integer> locking = fiber -> {
            synchronized (monitor) {
                int value = fiber.await(gate);
                fiber.yieldNow();
                return value;
            }
        };
        List<TaskHandle<Integer>> handles = List.of(begin(locking), begin(locking), begin(locking));
        for (TaskHandle<Integer> handle : handles) trial().untilWaiting(handle);
        open(gate);
        for (TaskHandle<Integer> handle : handles) assertEquals(1, trial().join(handle));
    }

    @OnEachCarrier
    @Needs(Feature.FOREIGN_THREADS)
    default void required_B8_aBlockedBodyIsWokenByAnyThread() throws Exception {
        for (int round = 0; round < 50; round++) {
            CountDownLatch begun = new CountDownLatch(1);
            LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
            TaskHandle<Integer> handle = begin(fiber -> {
                begun.countDown();
                int sum = 0;
                for (int i = 0; i < 10; i++) {
                    sum += queue.take();
                    fiber.yieldNow();
                }
                return sum;
            });
            Thread feeder = trial().aside(() -> {
                begun.await();
                for (int i = 0; i < 10; i++) queue.add(i);
            });
            assertEquals(45, trial().join(handle));
            trial().await(feeder);
        }
    }

    @OnEachCarrier
    default void required_B8_aRequestToCancelInterruptsAMountedBodyOnce() throws Exception {
        assumeMounted();
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch later = new CountDownLatch(1);
        AtomicReference<String> seen = new AtomicReference<>("");
        TaskHandle<Integer> handle = begin(fiber -> {
            try {
                never.await();
                return 1;
            } catch (InterruptedException told) {
                seen.set("interrupted");
                later.await();
                try {
                    fiber.yieldNow();
                } catch (CancellationException toldAgain) {
                    seen.set(seen.get() + ", then cancelled");
                }
                throw told;
            }
        });
        trial().untilWaiting(handle);
        assertTrue(handle.cancel());
        trial().settleUntil("the interrupt", () -> !seen.get().isEmpty());
        trial().settle();
        assertFalse(handle.cancel());
        trial().settle();
        assertFalse(handle.isDone());
        later.countDown();
        trial().assertCancelled(handle);
        assertEquals("interrupted, then cancelled", seen.get());
        assertEquals(List.of(), trial().reported());
    }

    @OnEachCarrier
    default void required_B8_aShieldedBodyThatBlocksIsNotInterrupted() throws Exception {
        assumeMounted();
        CountDownLatch released = new CountDownLatch(1);
        AtomicBoolean got = new AtomicBoolean();
        TaskHandle<Boolean> handle = begin(fiber -> fiber.shielded(() -> {
            released.await();
            got.set(true);
            return true;
        }));
        trial().untilWaiting(handle);
        assertTrue(handle.cancel());
        trial().settle();
        assertFalse(handle.isDone());
        released.countDown();
        trial().assertCancelled(handle);
        assertTrue(got.get());
    }

    /** Others who are ready come to their turn when it has joined, and not before. */
    @OnEachCarrier
    @Needs({Feature.FORKS, Feature.ONE_LINE, Feature.FOREIGN_THREADS})
    default void required_B8_aBodyThatBlocksAmidForksKeepsItsWorker() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch freed = new CountDownLatch(1);
        AtomicBoolean otherRan = new AtomicBoolean();
        TaskHandle<Integer> handle = begin(fiber -> {
            TaskHandle<Void> unused = fiber.submit(Task.run(() -> otherRan.set(true)));
            Fork<Integer> fork = fiber.worker().fork(w -> {
                begun.countDown();
                freed.await(); // inside a fork
                return 20;
            });
            begun.countDown();
            freed.await(); // with a fork
            assertFalse(otherRan.get());
            int value = fiber.worker().join(fork);
            assertFalse(otherRan.get());
            fiber.yieldNow();
            return value;
        });
        Thread freer = trial().aside(() -> {
            trial().until("the body's fork", () -> begun.getCount() == 1);
            freed.countDown();
        });
        assertEquals(20, trial().join(handle));
        trial().await(freer);
        trial().settle();
        assertTrue(otherRan.get());
    }

    // ---- B9 ----

    @OnEachCarrier
    default void required_B9_noThreadOfAFiberOutlivesItsScheduler() throws Exception {
        Scheduler scheduler = trial().create();
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        Promise<Integer> never = new Promise<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            TaskHandle<Integer> unused = scheduler.submit(Fibers.task(fiber -> {
                threads.add(Thread.currentThread());
                fiber.yieldNow();
                if (number % 3 == 1) throw new IllegalStateException("mine");
                return number % 3 == 0 ? number : fiber.await(never);
            }));
        }
        trial().settleUntil(scheduler, "the bodies", () -> threads.size() == 20);
        scheduler.shutdownNow();
        trial().close(scheduler);
        trial().until("the ends of the bodies' threads", () -> threads.stream().noneMatch(Thread::isAlive));
    }

    @OnEachCarrier
    default void required_B9_anInterruptOfTheStepsThreadReachesTheBodyAndComesBack() throws Exception {
        AtomicBoolean cameBack = new AtomicBoolean();
        Task<List<Boolean>> body = Fibers.task(fiber -> {
            boolean first = Thread.interrupted();
            Thread.currentThread().interrupt();
            fiber.yieldNow();
            boolean second = Thread.interrupted();
            fiber.yieldNow();
            return List.of(first, second, Thread.currentThread().isInterrupted());
        });
        Task<List<Boolean>> interrupting = new Wrapping<>(body) {
            @Override
            public Step<List<Boolean>> step(Worker worker) throws Exception {
                boolean first = steps.get() == 0;
                if (first) Thread.currentThread().interrupt();
                Step<List<Boolean>> next = super.step(worker);
                boolean left = Thread.interrupted();
                if (first) cameBack.set(left);
                else if (left) throw new IllegalStateException("interrupted by nobody");
                return next;
            }
        };
        assertEquals(List.of(true, false, false), trial().run(interrupting));
        assertTrue(cameBack.get());
    }

    /** The body sees it at once, or later, or it is left on the thread of the step in which it came, if not of the last one. */
    @OnEachCarrier
    default void required_B9_anInterruptThatComesWhileTheBodyRunsIsNotLost() throws Exception {
        for (int round = 0; round < 50; round++) {
            for (int waits = 0; waits < 2; waits++) {
                int yields = waits;
                AtomicReference<Thread> ofStep = new AtomicReference<>();
                AtomicBoolean seen = new AtomicBoolean();
                Task<Integer> body = Fibers.task(fiber -> {
                    ofStep.get().interrupt();
                    for (int i = 0; i < yields; i++) fiber.yieldNow();
                    if (Thread.interrupted()) seen.set(true);
                    return 1;
                });
                TaskHandle<Integer> handle = trial().scheduler().submit(new Wrapping<>(body) {
                    @Override
                    public Step<Integer> step(Worker worker) throws Exception {
                        ofStep.set(Thread.currentThread());
                        Step<Integer> next = super.step(worker);
                        if (Thread.interrupted()) seen.set(true);
                        return next;
                    }
                });
                assertEquals(1, trial().join(handle));
                assertTrue(seen.get(), yields + " waits after the interrupt, in round " + round);
            }
        }
    }

    @OnEachCarrier
    default void required_B9_anInterruptReachesABodyThatHasBlocked() throws Exception {
        assumeMounted();
        CompletableFuture<Integer> future = new CompletableFuture<>();
        Task<Boolean> body = Fibers.task(fiber -> {
            int unused = future.join(); // which leaves an interrupt alone
            return Thread.interrupted();
        });
        TaskHandle<Boolean> handle = trial().scheduler().submit(new Wrapping<>(body) {
            @Override
            public Step<Boolean> step(Worker worker) throws Exception {
                if (steps.get() == 1) Thread.currentThread().interrupt();
                return super.step(worker);
            }
        });
        trial().untilWaiting(handle);
        trial().run(Task.run(() -> future.complete(1)));
        assertTrue(trial().join(handle));
        trial().run(Task.run(() -> assertFalse(Thread.interrupted())));
    }

    @OnEachCarrier
    default void required_B1_aBodyHasTheContextClassLoaderOfItsFirstStep() throws Exception {
        InheritableThreadLocal<String> inheritable = new InheritableThreadLocal<>();
        ClassLoader loader = new ClassLoader() {};
        for (int round = 0; round < 3; round++) {
            Task<List<Boolean>> body = Fibers.task(fiber -> {
                ClassLoader found = Thread.currentThread().getContextClassLoader();
                Thread.currentThread().setContextClassLoader(null);
                return List.of(found == loader, inheritable.get() != null);
            });
            Task<List<Boolean>> task = new Wrapping<>(body) {
                @Override
                public Step<List<Boolean>> step(Worker worker) throws Exception {
                    Thread me = Thread.currentThread();
                    ClassLoader mine = me.getContextClassLoader();
                    me.setContextClassLoader(loader);
                    inheritable.set("of the worker");
                    try {
                        return super.step(worker);
                    } finally {
                        inheritable.remove();
                        me.setContextClassLoader(mine);
                    }
                }
            };
            // And none of the thread-locals that a thread hands on to those that it makes.
            assertEquals(List.of(true, false), trial().run(task));
        }
    }
}
