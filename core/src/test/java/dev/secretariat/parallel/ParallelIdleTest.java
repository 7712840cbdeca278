package dev.secretariat.parallel;

import static dev.secretariat.parallel.Players.until;
import static dev.secretariat.parallel.Players.yieldingUntil;
import static java.lang.Thread.State.RUNNABLE;
import static java.lang.Thread.State.WAITING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.parallel.ParallelScheduler.Idle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** SPEC.md, rule S5: no ready task beside an idle worker, and no idle worker that uses a processor. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ParallelIdleTest {
    private static ParallelScheduler create(int workers, Idle idle) {
        return ParallelScheduler.builder().workers(workers).idle(idle).start();
    }

    static Stream<Arguments> manners() {
        return Stream.of(Idle.values())
                .flatMap(idle -> Stream.of(1, 2, 3, 8, 16).map(workers -> Arguments.of(workers, idle)));
    }

    static Stream<Arguments> mannersOfSeveral() {
        return manners().filter(arguments -> (int) arguments.get()[0] > 1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // ---- Ready tasks do not wait beside idle workers ----

    /** Its worker is in a step that ends only when another has run what is in the slot. */
    @ParameterizedTest
    @MethodSource("mannersOfSeveral")
    void aTaskInTheSlotOfABusyWorkerIsTaken_tokio4941(int workers, Idle idle) throws Exception {
        try (ParallelScheduler scheduler = create(workers, idle)) {
            for (int i = 0; i < 20; i++) {
                scheduler
                        .submit(worker -> {
                            CountDownLatch ran = new CountDownLatch(1);
                            worker.submit(Task.run(ran::countDown));
                            await(ran);
                            return Step.done();
                        })
                        .join();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("mannersOfSeveral")
    void theTasksInTheQueueOfABusyWorkerAreTaken_tokio6596(int workers, Idle idle) throws Exception {
        try (ParallelScheduler scheduler = create(workers, idle)) {
            for (int i = 0; i < 20; i++) {
                scheduler
                        .submit(worker -> {
                            CountDownLatch ran = new CountDownLatch(10);
                            for (int k = 0; k < 10; k++) worker.submit(Task.run(ran::countDown));
                            await(ran);
                            return Step.done();
                        })
                        .join();
            }
        }
    }

    /** All workers but one are blocked, each with a task in its slot, or with two. */
    @ParameterizedTest
    @MethodSource("mannersOfSeveral")
    void theLastFreeWorkerServesAllTheOthers_tokio6596(int workers, Idle idle) throws Exception {
        try (ParallelScheduler scheduler = create(workers, idle)) {
            for (int tasks = 1; tasks <= 2; tasks++) {
                int each = tasks;
                CountDownLatch busy = new CountDownLatch(workers - 1);
                CountDownLatch ran = new CountDownLatch(each * (workers - 1));
                for (int i = 1; i < workers; i++) {
                    scheduler.submit(worker -> {
                        busy.countDown();
                        await(busy); // nobody is left but one
                        for (int k = 0; k < each; k++) worker.submit(Task.run(ran::countDown));
                        await(ran);
                        return Step.done();
                    });
                }
                await(ran);
            }
        }
    }

    /** As many tasks as workers, each of which waits in its step for all the others. */
    @ParameterizedTest
    @MethodSource("manners")
    void asManyTasksAsWorkersRunAtOnce_go45867(int workers, Idle idle) throws Exception {
        try (ParallelScheduler scheduler = create(workers, idle)) {
            for (int round = 0; round < 12; round++) {
                CountDownLatch together = new CountDownLatch(workers);
                Task<Void> meets = Task.run(() -> {
                    together.countDown();
                    await(together);
                });
                Task<Void> yieldsThenMeets = new Task<>() {
                    private final AtomicInteger steps = new AtomicInteger();

                    @Override
                    public Step<Void> step(Worker worker) throws Exception {
                        return steps.incrementAndGet() <= 2 * workers ? Step.yieldNow() : meets.step(worker);
                    }
                };
                switch (round % 4) {
                    case 0 -> { // by an external thread
                        for (int i = 0; i < workers; i++) scheduler.submit(meets);
                    }
                    case 1 -> // from one step, that ends at once
                        scheduler.submit(worker -> {
                            for (int i = 0; i < workers; i++) worker.submit(meets);
                            return Step.done();
                        });
                    case 2 -> // from one step, that waits with them
                        scheduler.submit(worker -> {
                            for (int i = 1; i < workers; i++) worker.submit(meets);
                            return meets.step(worker);
                        });
                    default -> // from tasks that yielded, which wakes nobody at once
                        scheduler.submit(worker -> {
                            for (int i = 0; i < workers; i++) worker.submit(yieldsThenMeets);
                            return Step.done();
                        });
                }
                await(together);
            }
        }
    }

    /** It has been pushed without a signal, while somebody who watches the slots is relied on. */
    @ParameterizedTest
    @MethodSource("mannersOfSeveral")
    void aTaskThatYieldedBeforeALongStepIsTaken_go45867(int workers, Idle idle) throws Exception {
        try (ParallelScheduler scheduler = create(workers, idle)) {
            for (int round = 0; round < 10; round++) {
                CountDownLatch goOn = new CountDownLatch(1);
                AtomicInteger steps = new AtomicInteger();
                TaskHandle<Void> yields = scheduler.submit(worker -> {
                    if (steps.incrementAndGet() <= 500) {
                        worker.submit(Task.run(() -> {}));
                    } else if (steps.get() == 501) {
                        worker.submit(Task.run(() -> await(goOn)));
                    } else {
                        goOn.countDown();
                        return Step.done();
                    }
                    return Step.yieldNow();
                });
                yields.join();
            }
        }
    }

    /** akka-core#17045, tokio#525: one submission after the other, each to a scheduler about to sleep. */
    @ParameterizedTest
    @MethodSource("manners")
    void noSubmissionIsMissedByAWorkerAboutToSleep_akka17045_tokio525(int workers, Idle idle) throws Exception {
        try (ParallelScheduler scheduler = create(workers, idle)) {
            AtomicInteger ran = new AtomicInteger();
            Task<Void> count = Task.run(ran::incrementAndGet);
            for (int i = 1; i <= 1000; i++) {
                TaskHandle<Void> handle = scheduler.submit(count);
                for (int spin = i % 100; spin > 0; spin--) Thread.onSpinWait();
                handle.join();
                assertEquals(i, ran.get());
            }
        }
    }

    /** Workers that fall asleep in all orders, and wake-ups of several at once. */
    @ParameterizedTest
    @EnumSource
    void noTaskIsForgottenWhenWorkersComeAndGo_dotnet117877(Idle idle) throws Exception {
        try (ParallelScheduler scheduler = create(4, idle)) {
            for (int round = 0; round < 300; round++) {
                List<TaskHandle<Integer>> handles = new ArrayList<>();
                for (int i = 0; i < round % 9 + 1; i++) {
                    int parts = i;
                    handles.add(scheduler.submit(new Task<Integer>() {
                        private final List<TaskHandle<Integer>> children = new ArrayList<>();

                        @Override
                        public Step<Integer> step(Worker worker) {
                            if (children.isEmpty()) {
                                for (int k = 0; k <= parts; k++) children.add(worker.submit(Task.call(() -> 1)));
                            }
                            for (TaskHandle<Integer> child : children) if (!child.isDone()) return Step.await(child);
                            return Step.done(children.size());
                        }
                    }));
                }
                for (int i = 0; i < handles.size(); i++)
                    assertEquals(i + 1, handles.get(i).join());
            }
        }
    }

    /** Loops and sorts divide only then. */
    @ParameterizedTest
    @EnumSource
    void whoHasNothingToDoIsSeenByWhoCouldDivideItsWork(Idle idle) throws Exception {
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(2).idle(idle).start()) {
            for (int round = 0; round < 10; round++) {
                scheduler
                        .submit(worker -> worker.isHelpAvailable() ? Step.done() : Step.yieldNow())
                        .join();
            }
        }
    }

    // ---- Idle workers use nothing ----

    @ParameterizedTest
    @EnumSource
    void whatTheWatcherHasFoundIsNotKept(Idle idle) throws Exception {
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(2).idle(idle).start()) {
            WeakReference<Object> found = new WeakReference<>(new Object());
            scheduler.crew().shared().work().noteStuck(Objects.requireNonNullElse(found.get(), ""));
            until(() -> {
                scheduler.submit(Task.run(() -> {})); // whoever searches now may look for it
                System.gc();
                return found.get() == null;
            });
        }
    }

    @ParameterizedTest
    @EnumSource(names = "SPIN", mode = EnumSource.Mode.EXCLUDE)
    void required_S5_idleWorkersAreParkedWithoutATimeOut_rayon343(Idle idle) throws Exception {
        Hired hired = new Hired();
        try (ParallelScheduler scheduler = ParallelScheduler.builder()
                .workers(4)
                .idle(idle)
                .threadFactory(hired)
                .start()) {
            for (int round = 0; round < 10; round++) {
                until(() -> hired.allAre(WAITING));
                scheduler
                        .submit(worker -> {
                            for (int i = 0; i < 100; i++) worker.submit(Task.run(() -> {}));
                            return Step.done();
                        })
                        .join();
            }
            until(() -> hired.allAre(WAITING));
        }
        hired.awaitEnd();
    }

    /** A long step is no reason to look around, if there is nothing in its slot. */
    @Test
    void workersBesideALongStepAreParkedWithoutATimeOut() throws Exception {
        Hired hired = new Hired();
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(3).threadFactory(hired).start()) {
            AtomicBoolean stop = new AtomicBoolean();
            CountDownLatch ran = new CountDownLatch(2);
            scheduler.submit(worker -> {
                for (int i = 0; i < 2; i++) worker.submit(Task.run(ran::countDown));
                while (!stop.get()) Thread.onSpinWait();
                return Step.done();
            });
            await(ran);
            until(() -> hired.count(WAITING) == 2 && hired.count(RUNNABLE) == 1);
            stop.set(true);
        }
    }

    /** What it has published and taken back is no work, and there is nobody else to take it away. */
    @Test
    void aWorkerThatHasForkedIsParkedBesideALongStep() throws Exception {
        Hired hired = new Hired();
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(2).threadFactory(hired).start()) {
            CountDownLatch begun = new CountDownLatch(1);
            AtomicBoolean stop = new AtomicBoolean();
            scheduler.submit(Task.run(() -> {
                begun.countDown();
                while (!stop.get()) Thread.onSpinWait();
            }));
            await(begun);
            try {
                int joined = scheduler
                        .submit(worker -> Step.done(worker.join(worker.fork(other -> 1))))
                        .join();
                assertEquals(1, joined);
                until(() -> hired.count(WAITING) == 1 && hired.count(RUNNABLE) == 1);
            } finally {
                stop.set(true);
            }
        }
    }

    /** go#13527: a task that yields while nothing else is ready stays where it is and wakes nobody. */
    @Test
    void aLoneTaskThatYieldsWakesNobody_go13527() throws Exception {
        Hired hired = new Hired();
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(3).threadFactory(hired).start()) {
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger steps = new AtomicInteger();
            scheduler.submit(yieldingUntil(stop::get, steps));
            try {
                Sleepers sleepers = scheduler.crew().shared().sleepers();
                until(() -> steps.get() > 0 && areAtRest(hired, sleepers));
                String rest = sleepers.toString();
                int before = steps.get();
                while (steps.get() < before + 200_000) assertEquals(rest, sleepers.toString());
            } finally {
                stop.set(true); // or close() would hide what was seen
            }
        }
    }

    /** Whether two sleep. A thread that has just been woken still seems to wait, but is counted as searching. */
    private static boolean areAtRest(Hired hired, Sleepers sleepers) {
        String before = sleepers.toString();
        return before.startsWith("0 searching") && hired.count(WAITING) == 2 && before.equals(sleepers.toString());
    }
}
