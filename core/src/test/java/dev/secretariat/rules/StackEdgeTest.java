package dev.secretariat.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Awaitable;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Waker;
import dev.secretariat.Worker;
import dev.secretariat.rules.StackEdge.Kind;
import dev.secretariat.rules.StackEdge.Levels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recursions without an end, of which every level calls the library: wherever the stack ends, the call has done what it
 * does, or has done nothing, and a later one does it. Nothing is lost, and nobody is stuck.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StackEdgeTest {
    private static final int ROUNDS = Integer.getInteger("overflow.rounds", 20);

    /** What every level does, and then, with the stack empty again, once more for those that did not return. */
    enum Act {
        SUBMIT {
            @Override
            Levels prepare(Scheduler scheduler) {
                AtomicInteger ran = new AtomicInteger();
                AtomicInteger accepted = new AtomicInteger();
                return new Levels() {
                    @Override
                    public void call(Worker worker, int level) {
                        Task<Void> task = Task.run(ran::incrementAndGet);
                        if (worker == null) scheduler.submit(task);
                        else worker.submit(task);
                        accepted.getAndIncrement();
                    }

                    @Override
                    public void repeat(int level) {}

                    @Override
                    public void check() {
                        while (ran.get() < accepted.get()) Thread.onSpinWait();
                    }
                };
            }
        },
        SUCCEED {
            @Override
            Levels prepare(Scheduler scheduler) throws Exception {
                List<Promise<Integer>> promises = promises();
                Waiters waiters = new Waiters(scheduler, promises);
                return new Levels() {
                    @Override
                    public void call(Worker worker, int level) {
                        promises.get(level).succeed(level);
                    }

                    @Override
                    public void repeat(int level) {
                        promises.get(level).succeed(level);
                    }

                    @Override
                    public void check() throws Exception {
                        waiters.joinAll();
                    }
                };
            }
        },
        CANCEL {
            @Override
            Levels prepare(Scheduler scheduler) throws Exception {
                Waiters waiters = new Waiters(scheduler, promises());
                return new Levels() {
                    @Override
                    public void call(Worker worker, int level) {
                        waiters.handles.get(level).cancel();
                    }

                    @Override
                    public void repeat(int level) {
                        waiters.handles.get(level).cancel();
                    }

                    @Override
                    public void check() throws Exception {
                        waiters.awaitEnd();
                    }
                };
            }
        },
        WAKE {
            @Override
            Levels prepare(Scheduler scheduler) throws Exception {
                List<Bell> bells = new ArrayList<>();
                for (int i = 0; i < StackEdge.MANY; i++) bells.add(new Bell());
                Waiters waiters = new Waiters(scheduler, bells);
                return new Levels() {
                    @Override
                    public void call(Worker worker, int level) {
                        bells.get(level).ring();
                    }

                    @Override
                    public void repeat(int level) {
                        bells.get(level).ring();
                    }

                    @Override
                    public void check() throws Exception {
                        waiters.joinAll();
                    }
                };
            }
        },
        REGISTER {
            @Override
            Levels prepare(Scheduler scheduler) throws Exception {
                // Many wait for one thing, and who registers and leaves again purges their list.
                Promise<Integer> promise = new Promise<>();
                List<Promise<Integer>> same = new ArrayList<>();
                for (int i = 0; i < 200; i++) same.add(promise);
                Waiters waiters = new Waiters(scheduler, same);
                return new Levels() {
                    @Override
                    public void call(Worker worker, int level) {
                        Waker nobody = () -> {};
                        Waker other = () -> {};
                        promise.register(nobody);
                        promise.register(other);
                        promise.deregister(nobody);
                    }

                    @Override
                    public void repeat(int level) {}

                    @Override
                    public void check() throws Exception {
                        promise.succeed(1);
                        waiters.joinAll();
                    }
                };
            }
        };

        abstract Levels prepare(Scheduler scheduler) throws Exception;
    }

    private static List<Promise<Integer>> promises() {
        List<Promise<Integer>> promises = new ArrayList<>();
        for (int i = 0; i < StackEdge.MANY; i++) promises.add(new Promise<>());
        return promises;
    }

    /** A user's own awaitable, for one waiter: rings until it has been heard. */
    private static final class Bell implements Awaitable {
        private volatile boolean rung;
        private volatile Waker waker;

        void ring() {
            rung = true;
            Waker waiting = waker;
            if (waiting != null) waiting.wake();
        }

        @Override
        public boolean register(Waker comer) {
            waker = comer;
            return !rung;
        }

        @Override
        public void deregister(Waker leaver) {
            waker = null;
        }
    }

    /** A task for each of some awaitables. */
    private static final class Waiters {
        final List<TaskHandle<Integer>> handles = new ArrayList<>();

        Waiters(Scheduler scheduler, List<? extends Awaitable> awaited) throws Exception {
            for (Awaitable one : awaited) {
                boolean[] asked = {false};
                handles.add(scheduler.submit(worker -> {
                    if (asked[0]) return Step.done(1);
                    asked[0] = true;
                    return Step.await(one);
                }));
            }
            for (TaskHandle<Integer> handle : handles) {
                while (handle.state() != TaskState.WAITING) Thread.onSpinWait();
            }
        }

        void joinAll() throws Exception {
            for (TaskHandle<Integer> handle : handles) assertEquals(1, handle.join(Duration.ofSeconds(20)));
        }

        void awaitEnd() throws Exception {
            for (TaskHandle<Integer> handle : handles) {
                Awaitable.block(handle, Duration.ofSeconds(20));
                assertTrue(handle.isDone(), handle + " " + handle.state());
                assertTrue(
                        handle.outcome() instanceof Outcome.Cancelled,
                        handle.outcome().toString());
            }
        }
    }

    static Stream<Arguments> all() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(Act.values())
                        .flatMap(act -> Stream.of(false, true).map(inStep -> Arguments.of(kind, act, inStep))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void required_T11_whereverTheStackEndsNothingIsLostAndNobodyIsStuck(Kind kind, Act act, boolean inStep)
            throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Scheduler scheduler = kind.start();
            Levels levels = act.prepare(scheduler);
            StackEdge.overflow(scheduler, levels, inStep, round);
            scheduler.close(Duration.ofSeconds(20)); // which throws if a task has not ended
        }
    }
}
