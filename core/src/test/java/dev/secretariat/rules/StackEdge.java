package dev.secretariat.rules;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Awaitable;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Recursions without an end, of which every level calls the library: on a thread of their own, or in a step. */
public final class StackEdge {
    /** More than there are levels. */
    public static final int MANY = 6000;

    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int ROUNDS = Integer.getInteger("overflow.rounds", 5);
    private static final int STACK = 192 << 10;

    private StackEdge() {}

    /** A scheduler whose threads have short stacks. */
    public enum Kind {
        COOPERATIVE {
            @Override
            public Scheduler start() {
                return CooperativeScheduler.builder()
                        .failureHandler((task, failure) -> {})
                        .threadFactory(StackEdge::shallow)
                        .start();
            }
        },
        ONE_WORKER {
            @Override
            public Scheduler start() {
                return parallel(1);
            }
        },
        THREE_WORKERS {
            @Override
            public Scheduler start() {
                return parallel(3);
            }
        };

        public abstract Scheduler start();

        private static Scheduler parallel(int workers) {
            return ParallelScheduler.builder()
                    .workers(workers)
                    .failureHandler((task, failure) -> {})
                    .threadFactory(StackEdge::shallow)
                    .start();
        }
    }

    /** What every level does, and then, with the stack empty again, once more for those that did not return. */
    public interface Levels {
        /**
         * Does it at a depth.
         *
         * @param worker whose step it is; null on a thread that is nobody's
         * @param level how many calls were made before this one
         */
        void call(Worker worker, int level);

        void repeat(int level);

        void check() throws Exception;
    }

    /** Makes what is to be called, and those who wait for it. */
    public interface Preparation {
        Levels prepare(Scheduler scheduler) throws Exception;
    }

    /** Calls that are to be made once each: those that have not returned are made again. */
    public abstract static class Once implements Levels {
        private final boolean[] hasReturned = new boolean[MANY];

        protected abstract void act(Worker worker, int level) throws Exception;

        @Override
        public final void call(Worker worker, int level) {
            try {
                act(worker, level);
            } catch (Exception thrown) {
                throw new AssertionError(thrown);
            }
            hasReturned[level] = true;
        }

        @Override
        public final void repeat(int level) {
            if (!hasReturned[level]) call(null, level);
        }
    }

    /** Returns for each act those that {@link #check} needs with it. */
    public static Stream<Arguments> arguments(Object[] acts) {
        return Stream.of(acts)
                .flatMap(act -> Stream.of(Kind.COOPERATIVE, Kind.THREE_WORKERS)
                        .flatMap(kind -> Stream.of(false, true).map(inStep -> Arguments.of(act, kind, inStep))));
    }

    /** Has every level call, in some rounds, each with a scheduler of its own. */
    public static void check(Preparation preparation, Kind kind, boolean inStep) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Scheduler scheduler = kind.start();
            overflow(scheduler, preparation.prepare(scheduler), inStep, round);
            scheduler.close(PATIENCE); // which throws if a task has not ended
        }
    }

    /** Has every level call, beginning at other distances from the end each time, and then those that did not return once more. */
    public static void overflow(Scheduler scheduler, Levels levels, boolean inStep, int round) throws Exception {
        if (inStep) {
            TaskHandle<Void> handle = scheduler.submit(worker -> {
                overflow(levels, worker, round);
                return Step.done();
            });
            handle.join(PATIENCE);
        } else {
            Thread thread = shallow(() -> overflow(levels, null, round));
            thread.start();
            thread.join();
        }
        for (int i = 0; i < MANY; i++) levels.repeat(i);
        levels.check();
    }

    /** Does so on this thread; returns once the stack is empty again. */
    public static void overflow(Levels levels, Worker worker, int offset) {
        try {
            if (offset % 4 == 0) deeper(levels, worker, 0);
            else overflow(levels, worker, offset - 1, 0.5);
        } catch (StackOverflowError tooDeep) {
            // That was the idea.
        }
    }

    private static double overflow(Levels levels, Worker worker, int offset, double unused) {
        if (offset % 4 == 0) deeper(levels, worker, 0);
        else unused += overflow(levels, worker, offset - 1, unused);
        return unused;
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int deeper(Levels levels, Worker worker, int level) {
        if (level >= MANY) throw new AssertionError("more levels than expected");
        try {
            levels.call(worker, level);
        } catch (StackOverflowError tooDeep) {
            // Goes on, so that it is called at the edge in more than one place.
        }
        return deeper(levels, worker, level + 1) + 1;
    }

    private static Thread shallow(Runnable work) {
        return new Thread(null, work, "shallow", STACK);
    }

    // ---- Those that wait ----

    /** Makes a task that asks for something once, and waits until it has it. */
    public static <A extends Awaitable> Task<A> waits(Function<Worker, A> request, Predicate<A> isOver) {
        return new Task<>() {
            private A asked;

            @Override
            public Step<A> step(Worker worker) {
                if (asked == null) asked = request.apply(worker);
                return isOver.test(asked) ? Step.done(asked) : Step.await(asked);
            }
        };
    }

    /** Makes something for each level. */
    public static <A> List<A> each(IntFunction<A> made) {
        List<A> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) all.add(made.apply(i));
        return all;
    }

    /** Submits a task for each level; returns once all wait. */
    public static List<TaskHandle<?>> waiting(Scheduler scheduler, IntFunction<? extends Task<?>> made) {
        List<TaskHandle<?>> handles = new ArrayList<>();
        for (int i = 0; i < MANY; i++) handles.add(scheduler.submit(made.apply(i)));
        awaitWaiting(handles);
        return handles;
    }

    public static void awaitWaiting(List<? extends TaskHandle<?>> handles) {
        for (TaskHandle<?> handle : handles) {
            while (handle.state() != TaskState.WAITING) Thread.onSpinWait();
        }
    }

    public static void awaitEnd(List<? extends TaskHandle<?>> handles) throws Exception {
        for (TaskHandle<?> handle : handles) {
            Awaitable.block(handle, PATIENCE);
            assertTrue(handle.isDone(), handle + " " + handle.state());
        }
    }
}
