package dev.secretariat.cooperative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Deadline;
import dev.secretariat.ManualTicker;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Ticker;
import dev.secretariat.Waker;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SPEC.md, rule S8, for a scheduler in the loop of a game or of a user interface. */
@Timeout(60)
class HostedTest {
    private final CooperativeScheduler scheduler =
            CooperativeScheduler.builder().hosted().build();

    /** A thread that is no host, and what it has come to. */
    private static final class Guest<T> {
        private final FutureTask<T> result;
        private final Thread thread;

        Guest(Callable<T> body) {
            result = new FutureTask<>(body);
            thread = new Thread(result, "guest");
            thread.setDaemon(true);
            thread.start();
        }

        void untilParked() {
            while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
                assertFalse(result.isDone(), "it has not waited");
                Thread.onSpinWait();
            }
        }

        T result() throws InterruptedException, ExecutionException {
            return result.get();
        }
    }

    private TaskHandle<Thread> submit() {
        return scheduler.submit(Task.call(Thread::currentThread));
    }

    @Test
    void required_S8_whoJoinsAHostedSchedulersTaskParksUntilTheHostDrives() throws Exception {
        TaskHandle<Thread> handle = submit();
        Guest<Thread> joining = new Guest<>(handle::join);
        joining.untilParked();
        assertFalse(scheduler.isDriving());
        assertFalse(handle.isDone());
        scheduler.runFor(Duration.ofSeconds(1));
        assertSame(Thread.currentThread(), joining.result());
        scheduler.close();
    }

    @Test
    void whoeverAnotherThreadCancelsEndsOnTheHost() throws Exception {
        AtomicReference<Thread> calledBack = new AtomicReference<>();
        for (boolean byHost : new boolean[] {true, false}) {
            TaskHandle<Void> waiting = scheduler.schedule(Task.run(() -> {}), Duration.ofDays(1));
            calledBack.set(null);
            assertTrue(waiting.register(() -> calledBack.set(Thread.currentThread())));
            assertTrue(byHost ? waiting.cancel() : new Guest<>(waiting::cancel).result());
            assertEquals(byHost, waiting.isDone());
            scheduler.runUntilIdle();
            assertEquals(TaskState.CANCELLED, waiting.state());
            assertSame(Thread.currentThread(), calledBack.get());
        }
        scheduler.close();
    }

    @Test
    void required_S8_soDoesWhoWaitsForAFutureOrCloses() throws Exception {
        Guest<Thread> asFuture = new Guest<>(submit().toCompletableFuture()::get);
        Guest<Thread> inTheView =
                new Guest<>(scheduler.asExecutorService().submit((Callable<Thread>) Thread::currentThread)::get);
        asFuture.untilParked();
        inTheView.untilParked();
        scheduler.runFor(Duration.ofSeconds(1));
        assertSame(Thread.currentThread(), asFuture.result());
        assertSame(Thread.currentThread(), inTheView.result());
        TaskHandle<Thread> last = submit();
        Guest<Boolean> closing = new Guest<>(() -> {
            scheduler.close();
            return scheduler.isTerminated();
        });
        closing.untilParked();
        assertFalse(last.isDone());
        scheduler.run();
        assertTrue(closing.result());
        assertSame(Thread.currentThread(), last.result());
    }

    @Test
    void required_S8_theHostItselfDrivesWhenItJoins() throws Exception {
        assertSame(Thread.currentThread(), submit().join(), "who made it is its first host");
        Guest<Thread> otherHost = new Guest<>(() -> {
            scheduler.runUntilIdle();
            return submit().join();
        });
        assertSame(otherHost.thread, otherHost.result(), "who drives is its host from then on");
        scheduler.runUntilIdle();
        assertSame(Thread.currentThread(), submit().join());
        scheduler.close();
    }

    @Test
    void hostedIsForOneThatIsDriven() {
        assertThrows(
                IllegalStateException.class,
                () -> CooperativeScheduler.builder().hosted().start());
    }

    /** A clock whose last reading of a drive is the one between its announcement that it is idle and its leaving. */
    private static final class Interfering implements Ticker {
        private final ManualTicker time = new ManualTicker();
        private int readings;
        private int interfereAt = -1;
        private Runnable interference;

        @Override
        public long nanos() {
            if (++readings == interfereAt) interference.run();
            return time.nanos();
        }
    }

    @Test
    void required_S8_aHostIsToldOnceWhoeverMakesAReadyTaskWhileTheDriverLeaves() throws Exception {
        Interfering ticker = new Interfering();
        List<Boolean> drivenWhenTold = new CopyOnWriteArrayList<>();
        AtomicReference<CooperativeScheduler> self = new AtomicReference<>();
        CooperativeScheduler driven = CooperativeScheduler.builder()
                .ticker(ticker)
                .onReady(() -> drivenWhenTold.add(self.get().isDriving()))
                .build();
        self.set(driven);
        driven.submit(worker -> Step.<Void>sleep(Duration.ofHours(1)));
        driven.runFor(Duration.ZERO);
        ticker.readings = 0;
        driven.runFor(Duration.ZERO);
        drivenWhenTold.clear();

        AtomicInteger told = new AtomicInteger(-1);
        ticker.interfereAt = ticker.readings;
        ticker.readings = 0;
        ticker.interference = () -> {
            Guest<TaskHandle<Thread>> submitting = new Guest<>(() -> driven.submit(Task.call(Thread::currentThread)));
            try {
                submitting.result();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
            told.set(drivenWhenTold.size());
        };
        driven.runFor(Duration.ZERO);
        assertEquals(0, told.get(), "told while somebody drove");
        assertEquals(List.of(false), drivenWhenTold);
        driven.shutdownNow();
        driven.close();
    }

    /** An event loop that waits for other things, too: being told is all that keeps it from its sleep. */
    @Test
    void aHostThatSleepsUntilItIsToldMissesNeitherTasksNorTheEnd_netty15922() throws Exception {
        for (int round = 0; round < 20; round++) {
            Semaphore told = new Semaphore(0);
            CooperativeScheduler driven = CooperativeScheduler.builder()
                    .hosted()
                    .onReady(told::release)
                    .build();
            AtomicBoolean over = new AtomicBoolean();
            Guest<Integer> closing = new Guest<>(() -> {
                List<Guest<Integer>> guests = new ArrayList<>();
                for (int i = 0; i < 3; i++) guests.add(new Guest<>(() -> submitOneByOne(driven)));
                int sum = 0;
                for (Guest<Integer> guest : guests) sum += guest.result();
                driven.close();
                over.set(true);
                told.release();
                return sum;
            });
            while (!over.get()) {
                driven.runUntilIdle();
                told.acquire();
            }
            assertEquals(1500, closing.result());
        }
    }

    private static int submitOneByOne(CooperativeScheduler driven) throws InterruptedException {
        int sum = 0;
        for (int i = 0; i < 500; i++) {
            sum += driven.submit(worker -> Step.done(1)).join();
        }
        return sum;
    }

    @Test
    void timeOutsThatAreClearedAreForgottenThoughNobodyDrives() {
        CooperativeScheduler driven =
                CooperativeScheduler.builder().ticker(new ManualTicker()).build();
        WeakReference<Object> first = new WeakReference<>(setAndClear(driven));
        for (int i = 0; i < 5_000; i++) setAndClear(driven);
        for (int tries = 0; first.get() != null && tries < 100; tries++) System.gc();
        assertNull(first.get());
        assertFalse(driven.isDriving());
        driven.close();
    }

    private static Object setAndClear(CooperativeScheduler scheduler) {
        Deadline deadline = scheduler.deadline(Duration.ofHours(1));
        Waker waker = () -> {};
        deadline.register(waker);
        deadline.deregister(waker);
        return deadline;
    }
}
