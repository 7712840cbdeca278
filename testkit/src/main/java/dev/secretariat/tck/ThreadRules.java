package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.Deadline;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.cooperative.CooperativeScheduler;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** S4 and S6: who may submit, and how schedulers meet. */
interface ThreadRules extends Group {
    @Test
    @Needs(Feature.FOREIGN_THREADS)
    default void required_S4_anyThreadMaySubmit() throws Exception {
        Scheduler scheduler = trial().scheduler();
        AtomicInteger ran = new AtomicInteger();
        Runnable submission = () -> {
            TaskHandle<Void> unused = scheduler.submit(Task.run(ran::incrementAndGet));
        };
        List<Thread> threads = new ArrayList<>();
        threads.add(trial().asideLater(submission::run));
        virtualThread(submission).ifPresent(threads::add);
        threads.forEach(Thread::start);
        for (Thread thread : threads) trial().await(thread);
        trial().run(Task.run(submission));
        try (CooperativeScheduler other = CooperativeScheduler.create()) {
            TaskHandle<Void> unused = other.submit(Task.run(submission));
        }
        trial().close(scheduler);
        assertEquals(threads.size() + 2, ran.get());
    }

    /** Returns a virtual thread, not started, where the JDK has them. */
    private static Optional<Thread> virtualThread(Runnable runnable) throws ReflectiveOperationException {
        if (Runtime.version().feature() < 21) return Optional.empty();
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        Method unstarted = Class.forName("java.lang.Thread$Builder").getMethod("unstarted", Runnable.class);
        return Optional.of((Thread) unstarted.invoke(builder, runnable));
    }

    @Test
    default void required_S4_aStepMaySubmitFromInside() throws Exception {
        Scheduler scheduler = trial().scheduler();
        TaskHandle<TaskHandle<Integer>> outer = scheduler.submit(Task.call(() -> scheduler.submit(Task.call(() -> 6))));
        assertEquals(6, trial().join(trial().join(outer)));
    }

    @Test
    default void required_S6_schedulersMeetThroughHandles() throws Exception {
        Scheduler one = trial().create();
        Scheduler other = trial().create();
        Promise<Integer> gate = new Promise<>();
        TaskHandle<Void> awaited = one.submit(Tasks.awaiting(gate));
        TaskHandle<Integer> waits = other.submit(worker -> awaited.isDone() ? Step.done(8) : Step.await(awaited));
        trial().untilWaiting(one, awaited);
        trial().untilWaiting(other, waits);
        Tasks.open(gate);
        trial().join(awaited);
        trial().close(one);
        assertEquals(8, trial().join(waits));
    }

    @Test
    @Needs({Feature.TIMERS, Feature.FOREIGN_THREADS})
    default void required_S6_aDeadlineRingsAfterItsSchedulerHasTerminated() throws Exception {
        Scheduler gone = trial().create();
        Deadline deadline = gone.deadline(Duration.ofSeconds(5));
        Deadline later = gone.deadline(Duration.ofSeconds(6));
        Scheduler other = trial().create();
        TaskHandle<Void> early = other.submit(w -> deadline.isPast() ? Step.done() : Step.await(deadline));
        trial().untilWaiting(other, early);
        trial().close(gone);
        TaskHandle<Void> late = other.submit(w -> later.isPast() ? Step.done() : Step.await(later));
        trial().untilWaiting(other, late);
        trial().advance(gone, Duration.ofSeconds(5));
        trial().join(early);
        trial().advance(gone, Duration.ofSeconds(1));
        trial().join(late);
    }
}
