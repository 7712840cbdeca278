package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.parallel.ParallelScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Very many fibers that wait at once, where each needs no platform thread: {@code -Dfibers} of them, a million if not said. */
@Tag("soak")
class FiberMemoryTest {
    private static final int FIBERS = Integer.getInteger("fibers", 1_000_000);
    private static final long MOST = 4_000; // bytes for one, body, task and handle included

    static Stream<Carrier> carriers() {
        return FiberTest.carriers().filter(carrier -> carrier != Carrier.PLATFORM_BATON);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("carriers")
    @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMillionFibersMayWait(Carrier carrier) {
        Promise<Integer> promise = new Promise<>();
        List<TaskHandle<Integer>> handles = new ArrayList<>(FIBERS);
        long before = used();
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(2).start()) {
            for (int i = 0; i < FIBERS; i++) {
                FiberBody<Integer> body = fiber -> fiber.await(promise);
                handles.add(scheduler.submit(new FiberTask<>(body, body, carrier)));
            }
            for (TaskHandle<Integer> handle : handles)
                while (!handle.state().equals(TaskState.WAITING)) Thread.onSpinWait();
            long each = (used() - before) / FIBERS;
            System.out.println(carrier + ": " + each + " bytes for each of " + FIBERS + " fibers that wait");
            assertTrue(each < MOST, each + " bytes");
            promise.succeed(1);
        }
        for (TaskHandle<Integer> handle : handles) assertEquals(1, handle.result());
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
