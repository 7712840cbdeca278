package dev.secretariat.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.Tasks;
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
    static final Submission.Attribute<String> ROOM = Submission.Attribute.of("room");

    /** The earliest due date first; has no thread. */
    private static class EarliestFirst extends SchedulerBase {
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
    void partsHaveSubmissionsOfTheirOwn() {
        List<String> seen = new ArrayList<>();
        EarliestFirst scheduler = new EarliestFirst() {
            @Override
            protected void ready(TaskCell<?> cell, Reason reason) {
                if (reason == Reason.SUBMITTED) {
                    seen.add(cell.name() + " " + cell.submission().get(DUE) + " "
                            + cell.submission().get(ROOM));
                }
                super.ready(cell, reason);
            }
        };
        Task<Integer> rent = Task.call(() -> 900);
        Submission soon = Submission.plain().with(DUE, 10).with(ROOM, "4b");

        scheduler.submit(soon.withName("all"), Tasks.all(List.of(rent.with(Submission.named("part")))));
        scheduler.submit("one", rent.flatMap(sum -> rent.with(soon)));
        scheduler.runAll();
        assertEquals(List.of("all 10 4b", "one null null", "part 10 null"), seen);
        scheduler.close();
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
