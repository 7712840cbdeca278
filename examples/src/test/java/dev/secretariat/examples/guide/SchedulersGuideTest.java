package dev.secretariat.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.WorkerBase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/your-own-scheduler.md that stands nowhere else. */
class SchedulersGuideTest {
    static final Submission.Attribute<Integer> DUE = Submission.Attribute.inherited("due");

    /** The earliest due date first; has no thread. */
    private static final class EarliestFirst extends SchedulerBase {
        private record Arrival(TaskCell<?> cell, int due, long number) {}

        private final AtomicLong arrivals = new AtomicLong();
        private final Queue<Arrival> line = new PriorityBlockingQueue<>(
                16, Comparator.comparingInt(Arrival::due).thenComparingLong(Arrival::number));
        private final WorkerBase worker = newWorker(0);

        @Override
        protected void ready(TaskCell<?> cell, Reason reason) {
            Integer due = cell.submission().get(DUE);
            line.add(new Arrival(cell, due == null ? Integer.MAX_VALUE : due, arrivals.getAndIncrement()));
        }

        void runAll() {
            for (Arrival next = line.poll(); next != null; next = line.poll()) runStep(next.cell(), worker);
        }
    }

    @Test
    void theEarliestGoesFirst() {
        List<String> done = new ArrayList<>();
        EarliestFirst scheduler = new EarliestFirst();
        Task<String> tax = Task.call(() -> "tax");
        scheduler.submit(Submission.named("rent").with(DUE, 31), Task.run(() -> done.add("rent")));
        scheduler.submit(tax.with(Submission.plain().with(DUE, 10)).map(done::add)); // map() keeps the date
        scheduler.submit("filing", Task.run(() -> done.add("filing")));
        scheduler.runAll();
        assertEquals(List.of("tax", "rent", "filing"), done);
        scheduler.close();
    }
}
