package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.Submission.Attribute;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.WorkerBase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SubmissionTest {
    private static final Attribute<Integer> DUE = Attribute.inherited("due");
    private static final Attribute<String> ROOM = Attribute.of("room");

    /** Notes how each task was submitted when it is ready for the first time. */
    private static final class Noting extends SchedulerBase {
        private final Queue<TaskCell<?>> queue = new ArrayDeque<>();
        private final WorkerBase worker = newWorker(0);
        final List<String> told = new ArrayList<>();
        final List<Submission> admitted = new ArrayList<>();

        @Override
        protected void admit(Task<?> task, Submission submission) {
            admitted.add(submission);
        }

        @Override
        protected void ready(TaskCell<?> cell, Reason reason) {
            if (reason == Reason.SUBMITTED) {
                Submission how = cell.submission();
                told.add(cell.name() + " due " + how.get(DUE) + " in " + how.get(ROOM));
            }
            queue.add(cell);
        }

        <T> T run(TaskHandle<T> handle) {
            while (!queue.isEmpty()) runStep(queue.remove(), worker);
            return handle.result();
        }
    }

    private final Noting scheduler = new Noting();
    private final Submission invoice = Submission.named("invoice").with(DUE, 5).with(ROOM, "4b");

    @Test
    void aSchedulerSeesHowATaskWasSubmitted() {
        Task<Integer> task = Task.call(() -> 1);
        assertEquals(1, scheduler.run(scheduler.submit(invoice, task)));
        assertEquals(List.of("invoice due 5 in 4b"), scheduler.told);
        assertSame(task, lastTask(task));
    }

    private Task<?> lastTask(Task<Integer> submitted) {
        List<Task<?>> seen = new ArrayList<>();
        SchedulerBase other = new SchedulerBase() {
            @Override
            protected void ready(TaskCell<?> cell, Reason reason) {
                seen.add(cell.task());
            }
        };
        TaskHandle<Integer> ignored = other.submit(invoice, submitted);
        return seen.get(0);
    }

    @Test
    void whatIsMadeOfATaskIsSubmittedLikeIt() {
        Task<Integer> one = Task.call(() -> 1).with(invoice);
        Task<Integer> mapped = one.map(x -> x + 1);
        Task<Integer> chained = mapped.flatMap(x -> Task.call(() -> x + 1)).map(x -> x + 1);
        assertEquals(4, scheduler.run(scheduler.submit(chained)));
        Task<Integer> limited = Tasks.withDeadline(one.map(x -> x + 8), scheduler.deadline(Duration.ofDays(1)));
        assertEquals(9, scheduler.run(scheduler.submit(limited)));
        assertEquals(
                List.of(
                        "invoice due 5 in 4b",
                        "invoice due 5 in 4b",
                        "invoice due 5 in 4b"), // the part of the last is made of it too
                scheduler.told);
    }

    @Test
    void childrenTakeOverWhatIsInherited() {
        Task<Integer> child = Task.call(() -> 1);
        Task<Integer> busy = Task.call(() -> 1).with(Submission.plain().with(DUE, 2));
        Task<Integer> both = Tasks.both(child, Tasks.both(busy, child, Integer::sum), Integer::sum);
        assertEquals(3, scheduler.run(scheduler.submit(invoice, both)));
        assertEquals(
                List.of(
                        "invoice due 5 in 4b",
                        "SubmissionTest.lambda due 5 in null",
                        "SubmissionTest.lambda.both due 5 in null",
                        "SubmissionTest.lambda due 2 in null",
                        "SubmissionTest.lambda due 5 in null"),
                scheduler.told);
        assertEquals(5, scheduler.admitted.get(4).get(DUE));
    }

    @Test
    void whatIsSaidAtTheSubmissionComesFirst() {
        Task<Integer> task = Task.call(() -> 1).with(invoice);
        scheduler.run(scheduler.submit(Submission.named("other").with(DUE, 9), task));
        scheduler.run(scheduler.submit("again", task));
        scheduler.run(scheduler.submit(task.with(Submission.plain().with(ROOM, "5"))));
        assertEquals(List.of("other due 9 in 4b", "again due 5 in 4b", "invoice due 5 in 5"), scheduler.told);
    }

    @Test
    void aTaskWithoutANameIsCalledAfterWhatItWasMadeOf() {
        Task<Integer> task = Task.call(() -> 1);
        Task<Integer> deep = task;
        for (int i = 0; i < 10_000; i++) deep = deep.flatMap(x -> Task.call(() -> x));
        assertEquals("SubmissionTest.lambda", nameOf(task));
        assertEquals("SubmissionTest.lambda", nameOf(Task.run(() -> {})));
        assertEquals("SubmissionTest.lambda.map", nameOf(task.map(x -> x)));
        assertEquals(
                "SubmissionTest.lambda.map.flatMap", nameOf(task.map(x -> x).flatMap(x -> task)));
        assertEquals("SubmissionTest.lambda.….flatMap.flatMap.flatMap", nameOf(deep));
        assertEquals("Object.script", nameOf(Script.of(s -> 1).start(new Object())));
        assertEquals(
                "named.map",
                nameOf(Tasks.both(task.with(Submission.named("named")), task, (a, b) -> a))
                        .replace("both", "map"));
    }

    private String nameOf(Task<?> task) {
        TaskHandle<?> handle = scheduler.submit(task);
        String before = handle.name();
        scheduler.run(handle);
        assertEquals(before, handle.name());
        return before;
    }

    @Test
    void itIsImmutableAndTellsNoValues() {
        Submission named = Submission.named("a");
        Submission due = named.with(DUE, 1);
        assertNull(named.get(DUE));
        assertEquals(1, due.with(DUE, 2).get(DUE) - 1);
        assertEquals(1, due.get(DUE));
        assertEquals("submission('a', due)", due.toString());
        assertSame(Submission.plain(), named.with(ROOM, "4b").forChildren());
    }

    @Test
    void nullIsRefusedByName() {
        Task<Integer> task = Task.call(() -> 1);
        assertNames("name", () -> Submission.named(null));
        assertNames("name", () -> Attribute.of(null));
        assertNames("attribute", () -> invoice.with(null, 1));
        assertNames("value", () -> invoice.with(DUE, null));
        assertNames("attribute", () -> invoice.get(null));
        assertNames("submission", () -> task.with(null));
        assertNames("submission", () -> scheduler.submit((Submission) null, task));
        assertNames("name", () -> scheduler.submit((String) null, task));
        assertNames("task", () -> scheduler.submit(invoice, null));
        assertNames("submission", () -> scheduler.schedule((Submission) null, task, Duration.ZERO));
    }

    private static void assertNames(String argument, Runnable call) {
        assertEquals(
                argument, assertThrows(NullPointerException.class, call::run).getMessage());
    }
}
