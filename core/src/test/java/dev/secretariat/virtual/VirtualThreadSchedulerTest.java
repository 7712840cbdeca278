package dev.secretariat.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@Timeout(60)
class VirtualThreadSchedulerTest {
    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void beforeThereWereVirtualThreadsItSaysWhatElseToUse() {
        String message = assertThrows(UnsupportedOperationException.class, VirtualThreadScheduler::start)
                .getMessage();
        assertTrue(message.contains("JDK 21") && message.contains("ParallelScheduler"), message);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void stepsThatBlockHoldUpNobodyElse() throws Exception {
        try (VirtualThreadScheduler scheduler = VirtualThreadScheduler.start()) {
            CountDownLatch all = new CountDownLatch(200);
            List<TaskHandle<Boolean>> handles = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                handles.add(scheduler.submit(Task.call(() -> {
                    all.countDown();
                    all.await();
                    return true;
                })));
            }
            for (TaskHandle<Boolean> handle : handles) assertTrue(handle.join());
            while (scheduler.lanes() > 0) Thread.onSpinWait(); // the last ones are on their way out
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void allStepsOfATaskRunOnOneThreadWithItsName() throws Exception {
        try (VirtualThreadScheduler scheduler = VirtualThreadScheduler.start()) {
            Promise<String> promise = new Promise<>();
            AtomicReference<Thread> first = new AtomicReference<>();
            TaskHandle<Thread> handle = scheduler.submit("one", worker -> {
                if (first.compareAndSet(null, Thread.currentThread())) return Step.yieldNow();
                return promise.isDone() ? Step.done(Thread.currentThread()) : Step.await(promise);
            });
            while (handle.state() != TaskState.WAITING) Thread.onSpinWait();
            promise.succeed("come");
            assertSame(first.get(), handle.join());
            assertEquals("one", handle.join().getName());
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void aTaskThatIsCancelledWhileItWaitsLeavesNoThread() throws Exception {
        try (VirtualThreadScheduler scheduler = VirtualThreadScheduler.start()) {
            TaskHandle<Void> handle = scheduler.submit(worker -> Step.await(new Promise<>()));
            while (handle.state() != TaskState.WAITING) Thread.onSpinWait();
            handle.cancel();
            assertThrows(CancellationException.class, handle::join);
            while (scheduler.lanes() > 0) Thread.onSpinWait(); // the last ones are on their way out
        }
    }
}
