package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Task;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that stand by while others keep up with a stream of short tasks. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StandbyTest {
    @Test
    void neverAllStandBy() {
        Standbys two = new Standbys(2);
        assertTrue(two.hasRoom());
        assertTrue(two.tryBegin());
        assertTrue(two.tryBegin());
        assertFalse(two.hasRoom());
        assertFalse(two.tryBegin());
        two.end();
        assertTrue(two.tryBegin());
        assertFalse(new Standbys(0).tryBegin(), "the only worker");
    }

    /** After a stream in which some may have stood by, each task waits in its step for all others. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void whoeverStandsByIsBackWhenHeIsNeeded(int workers) throws Exception {
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(workers).start()) {
            for (int round = 0; round < 20; round++) {
                int tasks = 20_000;
                AtomicInteger ran = new AtomicInteger();
                Task<Void> brief = worker -> {
                    ran.getAndIncrement();
                    return Step.done();
                };
                for (int i = 0; i < tasks; i++) scheduler.submit(brief);
                CountDownLatch together = new CountDownLatch(workers);
                for (int i = 0; i < workers; i++) {
                    scheduler.submit(worker -> {
                        together.countDown();
                        together.await();
                        return Step.done();
                    });
                }
                together.await();
                Players.until(() -> ran.get() == tasks);
                assertEquals(tasks, ran.get());
            }
        }
    }
}
