package dev.secretariat.parallel;

import dev.secretariat.spi.TaskCell;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Takes work from others for one worker, on its thread. Where it begins to look is drawn by lot each time. */
final class Thief {
    /**
     * So many at once out of an injection queue, by a worker that has nothing: a batch costs one atomic operation,
     * and others may steal half of it. Not more, so that with its place behind a worker's line, this line, and those that halve it,
     * a task stands in no more lines than one that was made ready on a worker: {@link ParallelWorker#FAIRNESS_BOUND}.
     */
    static final int MAX_INJECTED = 32;

    private final Shared shared;
    private final SharedWork work;
    private final int number;
    private final RunQueue<TaskCell<?>> own;
    private final RandomGenerator victims;

    Thief(Shared shared, int number, RunQueue<TaskCell<?>> own, RandomGenerator victims) {
        this.shared = shared;
        this.work = shared.work();
        this.number = number;
        this.own = own;
        this.victims = victims;
    }

    /** Returns one of the workers. */
    int randomWorker() {
        return victims.nextInt(work.workers());
    }

    /**
     * Takes some of what external threads have brought: returns the first, and adds the others, which may be stolen, to
     * one's own.
     */
    @Nullable
    TaskCell<?> injected() {
        if (!work.injection().moveSomeTo(own, MAX_INJECTED, number)) return null;
        signalIfLeft();
        return own.poll();
    }

    /** Takes the second look that {@link InjectionQueue#moveTo} asks for. */
    private void signalIfLeft() {
        if (!work.injection().isEmpty()) shared.notifier().signal();
    }

    /** Takes half of the first queue that is not empty. */
    @Nullable
    TaskCell<?> stealTask() {
        int count = work.workers();
        if (count == 1) return null;
        int victim = victims.nextInt(count);
        for (int i = 0; i < count; i++) {
            StealableQueue<TaskCell<?>> other = work.peer(victim).queue();
            if (++victim == count) victim = 0;
            if (other == own || other.isEmpty()) continue;
            TaskCell<?> stolen = own.stealFrom(other);
            if (stolen != null) return stolen;
        }
        return null;
    }

    /** Returns the oldest fork of the first worker that has published one. */
    @Nullable
    ForkBox stealFork() {
        int count = work.workers();
        if (count == 1) return null;
        int victim = victims.nextInt(count);
        for (int i = 0; i < count; i++) {
            ForkBox stolen = victim == number ? null : work.peer(victim).forks().steal(number, 0);
            if (++victim == count) victim = 0;
            if (stolen != null) return stolen;
        }
        return null;
    }
}
