package dev.secretariat.memory;

import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.WorkerBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What {@link FullHeapTest} runs in a JVM of its own, with a small heap: fills it around what ends, re-queues and
 * reports, and says if something was lost. Arguments: the scheduler, how many rounds, and of which trials.
 *
 * <p>This program runs out of memory itself, at any place: HotSpot makes objects where it leaves compiled code. What it
 * was about then is begun anew, and a trial counts only once it has come to its end.
 */
@SuppressWarnings("StaticAssignmentOfThrowable") // set aside while there is memory
final class FullHeap {
    private static final int SUBMISSIONS = 3000;
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final int ATTEMPTS = 50;

    /** What keeps the heap full; a chain, so that it needs nothing else. */
    private static volatile Object[] hoard = {};

    private static final Object[] NOTHING = {};

    private static volatile boolean scarce;

    private static volatile SchedulerBase tested;

    private FullHeap() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[1]);
        try (Scheduler scheduler = start(arguments[0])) {
            tested = (SchedulerBase) scheduler;
            for (HeapTrial trial : arguments[2].equals("sync") ? SyncTrial.values() : Trial.values()) {
                scarce = false;
                trial.run(scheduler); // later nothing happens for the first time, and needs its classes
                for (int round = 0; round < rounds; round++) runWithoutMemory(trial, scheduler);
                System.out.println(trial + ": nothing was lost");
            }
            scheduler.close(Duration.ofSeconds(30)); // which throws if a task has not ended
        }
        System.exit(0);
    }

    private static void runWithoutMemory(HeapTrial trial, Scheduler scheduler) throws Exception {
        scarce = true;
        for (int left = ATTEMPTS; !comesToItsEnd(trial, scheduler); left--) {
            if (left == 0) throw new AssertionError(trial + " never came to its end");
        }
        scarce = false;
        if (scheduler.submit(Task.call(() -> 7)).join(Duration.ofSeconds(30)) != 7) throw new AssertionError();
        // Also those that nobody has kept a handle of, as what a step submits.
        until(() -> tested.dump().startsWith("0 "), "the end of all tasks");
    }

    private static boolean comesToItsEnd(HeapTrial trial, Scheduler scheduler) throws Exception {
        try {
            trial.run(scheduler);
            return true;
        } catch (OutOfMemoryError ours) {
            return false;
        } finally {
            release();
        }
    }

    private static Scheduler start(String kind) {
        if (kind.equals("cooperative"))
            return CooperativeScheduler.builder()
                    .failureHandler((task, failure) -> {})
                    .start();
        return ParallelScheduler.builder()
                .workers(Integer.parseInt(kind))
                .failureHandler((task, failure) -> {})
                .start();
    }

    /** What is done while there is no memory. */
    interface HeapTrial {
        void run(Scheduler scheduler) throws Exception;
    }

    static void fill() {
        if (!scarce) return;
        for (int size = 1 << 18; size >= 1; size >>= 2) {
            try {
                while (true) hoard = new Object[] {hoard, new long[size]};
            } catch (OutOfMemoryError full) {
                // Smaller ones may still fit.
            }
        }
    }

    static void release() {
        hoard = NOTHING;
    }

    /** Seldom enough that this is not compiled. */
    static void until(BooleanSupplier condition, String what) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                release();
                System.out.println("in vain: " + what + "; there are " + tested.dump());
                System.exit(1);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    enum Trial implements HeapTrial {
        /** A cancelled task's onCancel leaves no memory. */
        CANCEL {
            @Override
            public void run(Scheduler scheduler) {
                for (int i = 0; i < 5; i++) {
                    TaskHandle<Void> handle = scheduler.submit(new Task<>() {
                        @Override
                        public Step<Void> step(Worker worker) {
                            return Step.await(NEVER);
                        }

                        @Override
                        public Step<Void> onCancel(Worker worker) {
                            fill();
                            return Step.done();
                        }
                    });
                    until(() -> handle.state() == TaskState.WAITING, "the wait");
                    BooleanSupplier done = handle::isDone;
                    handle.cancel();
                    until(done, "the end of a cancelled task");
                    release();
                    if (!(handle.outcome() instanceof Outcome.Cancelled)) throw new AssertionError(handle.outcome());
                }
            }
        },
        /** A step leaves no memory, and fails. */
        FAIL {
            @Override
            public void run(Scheduler scheduler) {
                for (int i = 0; i < 5; i++) {
                    AtomicBoolean begin = new AtomicBoolean();
                    TaskHandle<Void> handle = scheduler.submit(worker -> {
                        if (!begin.get()) return Step.yieldNow();
                        fill();
                        throw FAILURE;
                    });
                    BooleanSupplier done = handle::isDone;
                    begin.set(true);
                    until(done, "the end of a failed task");
                    release();
                }
            }
        },
        /** The scheduler cannot take a task that is woken. */
        UNREADY {
            @Override
            public void run(Scheduler unused) throws Exception {
                ByHand scheduler = new ByHand();
                Promise<Integer> promise = new Promise<>();
                TaskHandle<Void> handle =
                        scheduler.submit(worker -> promise.isDone() ? Step.done() : Step.await(promise));
                scheduler.runNext();
                Outcome<Integer> outcome = new Outcome.Succeeded<>(1);
                BooleanSupplier done = handle::isDone;
                scheduler.refuses = true;
                fill();
                try {
                    promise.complete(outcome);
                } catch (OutOfMemoryError allowed) {
                    // To tell is allowed, to lose is not.
                }
                until(done, "the end of a task that was not taken");
                release();
                if (!(handle.outcome() instanceof Outcome.Failed)) throw new AssertionError(handle.outcome());
            }
        },
        /** Sleepers' times come while there is no memory; more of them than their queue has room for. */
        SLEEP {
            @Override
            public void run(Scheduler scheduler) throws Exception {
                besideAGlutton(handles -> {
                    boolean[] slept = {false};
                    int millis = 1 + handles.size() % 100;
                    handles.add(scheduler.submit(worker -> {
                        if (slept[0]) return Step.done();
                        slept[0] = true;
                        return Step.sleep(Duration.ofMillis(millis));
                    }));
                });
            }
        },
        /** All kinds of work, and now and then no memory. */
        STORM {
            @Override
            public void run(Scheduler scheduler) throws Exception {
                besideAGlutton(handles -> submitOne(scheduler, handles));
            }
        };
    }

    /** Runs a step when told, and takes no task when told. */
    private static final class ByHand extends SchedulerBase {
        private final WorkerBase worker = newWorker(0);
        private volatile boolean refuses;
        private volatile TaskCell<?> next;

        @Override
        protected void ready(TaskCell<?> cell, Reason reason) {
            if (refuses) throw REFUSAL;
            next = cell;
        }

        void runNext() {
            runStep(next, worker);
        }
    }

    private static final Promise<Integer> NEVER = new Promise<>();
    private static final IllegalStateException FAILURE = new IllegalStateException("no memory is left");
    private static final IllegalStateException REFUSAL = new IllegalStateException("full");

    /** Submits from two threads, while another one fills the heap and lets go again. */
    static void besideAGlutton(Consumer<List<TaskHandle<?>>> submitter) throws Exception {
        besideAGlutton(submitter, () -> {}, 20);
    }

    /**
     * Does so.
     *
     * @param goesOn lets those go on that wait for others, who might not have come; called again and again until all have ended
     * @param meals how often the heap is filled
     */
    static void besideAGlutton(Consumer<List<TaskHandle<?>>> submitter, Runnable goesOn, int meals) throws Exception {
        List<List<TaskHandle<?>>> all = List.of(new ArrayList<>(SUBMISSIONS), new ArrayList<>(SUBMISSIONS));
        List<Thread> threads = new ArrayList<>();
        for (List<TaskHandle<?>> handles : all) {
            Thread thread = new Thread(() -> {
                while (handles.size() < SUBMISSIONS) {
                    try {
                        submitter.accept(handles);
                    } catch (OutOfMemoryError full) {
                        Thread.onSpinWait(); // refused; the next one may be accepted
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        Thread glutton = new Thread(() -> {
            for (int meal = 0; meal < meals; meal++) {
                try {
                    fill();
                } catch (OutOfMemoryError ours) {
                    // Full is full.
                } finally {
                    release();
                }
            }
        });
        glutton.start();
        glutton.join();
        for (Thread thread : threads) thread.join();
        for (List<TaskHandle<?>> handles : all) {
            for (TaskHandle<?> handle : handles) {
                BooleanSupplier done = () -> {
                    goesOn.run();
                    return handle.isDone();
                };
                until(done, "the end of a task");
            }
        }
    }

    private static void submitOne(Scheduler scheduler, List<TaskHandle<?>> handles) {
        int kind = handles.size() % 4;
        Promise<Integer> promise = new Promise<>();
        int[] steps = {0};
        handles.add(scheduler.submit(worker -> {
            steps[0]++;
            if (kind == 0) return steps[0] < 20 ? Step.yieldNow() : Step.done();
            if (kind == 1) return steps[0] < 3 ? Step.sleep(Duration.ofMillis(1)) : Step.done();
            if (kind == 2) return promise.isDone() ? Step.done() : Step.await(promise);
            worker.submit(w -> Step.done());
            return Step.done();
        }));
        if (kind == 2) succeed(promise);
    }

    private static void succeed(Promise<Integer> promise) {
        while (!promise.isDone()) {
            try {
                promise.succeed(1);
            } catch (OutOfMemoryError full) {
                Thread.onSpinWait();
            }
        }
    }
}
