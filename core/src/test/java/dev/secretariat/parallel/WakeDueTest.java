package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.Step;
import dev.secretariat.internal.Helped;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WakeDueTest {
    @Test
    void aWakeIsDueWhenAsMuchAsItCostsTenTimesWasNotShared() throws Exception {
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(2).start()) {
            List<Boolean> due = scheduler
                    .submit(worker -> {
                        Helped helped = (Helped) worker;
                        return Step.done(List.of(
                                helped.isWakeDue(20_000),
                                helped.isWakeDue(29_999),
                                helped.isWakeDue(1),
                                helped.isWakeDue(49_999),
                                helped.isWakeDue(1)));
                    })
                    .join();
            assertEquals(List.of(false, false, true, false, true), due);
        }
    }
}
