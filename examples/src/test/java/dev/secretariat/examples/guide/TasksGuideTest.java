package dev.secretariat.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Awaitable;
import dev.secretariat.Blocking;
import dev.secretariat.CloseTimeoutException;
import dev.secretariat.Deadline;
import dev.secretariat.ManualTicker;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Script;
import dev.secretariat.Step;
import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The code of docs/guide/tasks.md. */
@Timeout(60)
class TasksGuideTest {
    private static final class Countdown implements Task<String> {
        private int left = 3; // a plain field: the steps of a task never overlap

        @Override
        public Step<String> step(Worker worker) {
            if (left == 0) return Step.done("lift-off");
            left--;
            return Step.sleep(Duration.ofSeconds(1)); // costs no thread
        }
    }

    @Test
    void aTaskSleepsBetweenItsSteps() {
        ManualTicker ticker = new ManualTicker();
        CooperativeScheduler scheduler =
                CooperativeScheduler.builder().ticker(ticker).build();

        TaskHandle<String> countdown = scheduler.submit("countdown", new Countdown());
        scheduler.runUntilIdle();
        assertFalse(countdown.isDone());

        for (int second = 0; second < 3; second++) {
            ticker.advance(Duration.ofSeconds(1));
            scheduler.runUntilIdle();
        }
        assertEquals("lift-off", countdown.result());
        scheduler.close();
    }

    @Test
    void aTaskEndsInOneOfThreeWays() throws InterruptedException {
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            TaskHandle<Integer> handle = scheduler.submit("parse", Task.call(() -> Integer.parseInt("12")));
            int value = handle.join(); // a thread waits; a task would return Step.await(handle)

            Outcome<Integer> outcome = handle.outcome();
            if (outcome instanceof Outcome.Succeeded<Integer> success) value += success.value();
            if (outcome instanceof Outcome.Failed<Integer> failure)
                failure.cause().printStackTrace();
            if (outcome instanceof Outcome.Cancelled) throw new CancellationException();

            assertEquals(24, value);
        }
    }

    @Test
    void aTaskBeginsLater() throws InterruptedException {
        Task<String> callBack = Task.call(() -> "called back");
        ManualTicker ticker = new ManualTicker();
        CooperativeScheduler scheduler =
                CooperativeScheduler.builder().ticker(ticker).build();
        TaskHandle<String> later = scheduler.schedule("call back", callBack, Duration.ofMinutes(5));
        scheduler.runUntilIdle();
        assertFalse(later.isDone());
        ticker.advance(Duration.ofMinutes(5));
        assertEquals("called back", later.join());
        scheduler.close();
    }

    private static String read(IOException fault) throws IOException {
        throw fault;
    }

    @Test
    void aFailureThatIsPassedOnHasARoot() throws InterruptedException {
        IOException fault = new IOException("no such page");
        try (Scheduler scheduler = CooperativeScheduler.create()) {
            TaskHandle<String> page = scheduler.submit("page", Task.call(() -> read(fault)));
            TaskHandle<Integer> length = scheduler.submit(
                    "length", worker -> page.isDone() ? Step.done(page.result().length()) : Step.await(page));

            TaskFailedException failed = assertThrows(TaskFailedException.class, length::join);
            assertInstanceOf(TaskFailedException.class, failed.getCause()); // page.result() threw it
            assertSame(fault, rootOf(failed));

            TaskHandle<String> composed = scheduler.submit(
                    Tasks.both(Task.call(() -> read(fault)), Task.call(() -> ""), (left, right) -> left + right));
            assertSame(
                    fault,
                    assertThrows(TaskFailedException.class, composed::join).getCause());
        }
    }

    private static Throwable rootOf(TaskFailedException failed) {
        Throwable root = failed;
        while (root instanceof TaskFailedException && root.getCause() != null) root = root.getCause();
        return root;
    }

    @Test
    void aFailureThatNobodySeesGoesToTheHandler() {
        List<String> failures = new ArrayList<>();
        try (Scheduler scheduler = CooperativeScheduler.builder()
                .failureHandler((task, failure) -> failures.add(task.name() + ": " + failure.getMessage()))
                .build()) {
            scheduler.submit("parse", Task.call(() -> read(new IOException("torn"))));
        }
        assertEquals(List.of("parse: torn"), failures);
    }

    @Test
    void whatIsLeftIsCancelled() {
        Scheduler scheduler = CooperativeScheduler.create();
        Promise<Void> never = new Promise<>();
        TaskHandle<Void> server =
                scheduler.submit("server", worker -> never.isDone() ? Step.done() : Step.await(never));
        Duration patience = Duration.ofMillis(1);

        try {
            scheduler.close(patience);
        } catch (CloseTimeoutException late) { // names the tasks that were left; they have been asked to cancel
            scheduler.close(); // waits until they have wound down
        }

        assertInstanceOf(Outcome.Cancelled.class, server.outcome());
        assertThrows(RejectedExecutionException.class, () -> scheduler.submit(Task.run(() -> {})));
    }

    @Test
    void aThreadWaitsForAPromise() throws InterruptedException {
        Promise<String> answer = new Promise<>();
        try (Scheduler scheduler = CooperativeScheduler.create()) {
            scheduler.submit("clerk", Task.run(() -> answer.succeed("yes")));
            assertThrows(TimeoutException.class, () -> Awaitable.block(answer, Duration.ofMillis(1))); // drives nobody

            Task<String> wait = worker -> answer.isDone() ? Step.done(answer.result()) : Step.await(answer);
            String said = scheduler.submit("wait", wait).join(); // runs the scheduler's tasks meanwhile

            assertEquals("yes", said);
        }
    }

    private static Task<String> patient(Promise<String> answer, Deadline deadline) {
        Task<String> patient = worker -> {
            if (answer.isDone()) return Step.done(answer.result()); // looked at first, so it has priority
            if (deadline.isPast()) return Step.done("no answer");
            return Step.awaitAny(answer, deadline); // then look again
        };
        return patient;
    }

    @Test
    void aWaitHasADeadline() {
        ManualTicker ticker = new ManualTicker();
        CooperativeScheduler scheduler =
                CooperativeScheduler.builder().ticker(ticker).build();
        Promise<String> answer = new Promise<>();
        Deadline deadline = scheduler.deadline(Duration.ofSeconds(2));
        TaskHandle<String> answered = scheduler.submit(patient(answer, deadline));
        TaskHandle<String> unanswered = scheduler.submit(patient(new Promise<>(), deadline));
        scheduler.runUntilIdle();
        answer.succeed("yes");
        ticker.advance(Duration.ofSeconds(2));
        scheduler.runUntilIdle();
        assertEquals("yes", answered.result());
        assertEquals("no answer", unanswered.result());
        scheduler.close();
    }

    private static String readSlowly() {
        return "page";
    }

    private static final class Client {
        CompletableFuture<String> sendAsync(String request) {
            return CompletableFuture.completedFuture("reply to " + request);
        }
    }

    @Test
    void blockingCallsAndFuturesAreTasks() throws InterruptedException {
        Client client = new Client();
        String request = "a letter";
        try (Scheduler scheduler = CooperativeScheduler.create()) {
            Task<Integer> length = Blocking.call(() -> readSlowly()).map(String::length); // on a thread that may block
            Task<String> reply = Task.future(() -> client.sendAsync(request)); // cancelled with the task
            assertEquals(4, scheduler.submit(length).join());
            assertEquals("reply to a letter", scheduler.submit(reply).join());
        }
    }

    static final Submission.Attribute<String> TENANT = Submission.Attribute.inherited("tenant");

    @Test
    void valuesGoWithATask() throws InterruptedException {
        try (Scheduler scheduler = CooperativeScheduler.create()) {
            Task<String> greeting = worker -> Step.done("dear " + worker.task().attribute(TENANT));
            Task<String> letter =
                    Tasks.both(greeting, Task.call(() -> "your order"), (one, other) -> one + ": " + other);
            Submission order = Submission.named("order 17").with(TENANT, "Mrs Miller");
            assertEquals(
                    "dear Mrs Miller: your order",
                    scheduler.submit(order, letter).join());
        }
    }

    private static final class UseSeat implements Task<Void> {
        private final Semaphore seats;
        private final Promise<Void> leave;
        private boolean seated;

        UseSeat(Semaphore seats, Promise<Void> leave) {
            this.seats = seats;
            this.leave = leave;
        }

        @Override
        public Step<Void> step(Worker worker) {
            if (!seated) seated = seats.tryAcquire();
            if (!seated) return Step.yieldNow();
            if (!leave.isDone()) return Step.await(leave);
            giveBack();
            return Step.done();
        }

        @Override
        public Step<?> onCancel(Worker worker) { // in place of the next step; may wait, too
            giveBack();
            return Step.done();
        }

        private void giveBack() {
            if (seated) seats.release();
            seated = false;
        }
    }

    @Test
    void aCancelledTaskWindsDown() {
        Semaphore seats = new Semaphore(1);
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        TaskHandle<Void> guest = scheduler.submit(new UseSeat(seats, new Promise<>()));
        scheduler.runUntilIdle();
        assertEquals(0, seats.availablePermits());
        assertTrue(guest.cancel());
        scheduler.close();
        assertEquals(1, seats.availablePermits());
        assertInstanceOf(Outcome.Cancelled.class, guest.outcome());
    }

    @Test
    void tasksAreMadeOfTasks() throws InterruptedException {
        try (Scheduler scheduler = CooperativeScheduler.create()) {
            Task<Integer> flour = Task.call(() -> 2);
            Task<Integer> eggs = Task.call(() -> 5);
            Task<Integer> both = Tasks.both(flour, eggs, Integer::sum); // at once; if one fails, the other is cancelled
            Task<String> bill = both.map(sum -> sum + " euros");
            Task<String> paid = bill.flatMap(text -> Task.call(() -> "paid " + text)); // one after the other

            Deadline closingTime = scheduler.deadline(Duration.ofMinutes(1));
            Task<String> inTime = Tasks.withDeadline(paid, closingTime); // else cancelled, with a TimeoutException
            Task<String> first = Tasks.first(inTime, worker -> Step.sleep(Duration.ofHours(1)));

            assertEquals("paid 7 euros", scheduler.submit(first).join());
        }
    }

    @Test
    void tasksAreMadeOfAnyNumber() throws InterruptedException {
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            List<Task<Integer>> orders = List.of(Task.call(() -> 12), Task.call(() -> 30));

            Task<List<Integer>> all = Tasks.all(orders); // in the order of the tasks
            Task<Integer> sum = Tasks.collect(orders, Collectors.summingInt(price -> price)); // each as it ends
            Task<Integer> fastest = Tasks.first(orders); // the first that succeeds; the others are cancelled

            assertEquals(List.of(12, 30), scheduler.submit(all).join());
            assertEquals(42, scheduler.submit(sum).join());
            assertTrue(List.of(12, 30).contains(scheduler.submit(fastest).join()));
        }
    }

    private static final class Checkout {
        static final Script<Checkout, String> FLOW =
                Script.of(Checkout::receipt, Checkout::load, Checkout::pay).ending(Checkout::leave);

        private final Promise<List<Integer>> cart;
        private int sum;
        private boolean left;

        Checkout(Promise<List<Integer>> cart) {
            this.cart = cart;
        }

        private Step<?> load(Worker worker) {
            if (!cart.isDone()) return Step.await(cart); // this stage again, when the cart is there
            for (int price : cart.result()) sum += price;
            return Step.done(); // on to the next stage
        }

        private Step<?> pay(Worker worker) {
            if (sum > 100) throw new IllegalStateException("too expensive: " + sum); // fails the task
            return Step.done();
        }

        private String receipt() {
            return "paid " + sum;
        }

        private void leave(Worker worker) { // at each end: success, failure and cancel
            left = true;
        }
    }

    @Test
    void aScriptIsThingsInARow() throws InterruptedException {
        Promise<List<Integer>> cart = new Promise<>();
        Checkout checkout = new Checkout(cart);
        try (Scheduler scheduler = CooperativeScheduler.create()) {
            TaskHandle<String> receipt = scheduler.submit("checkout", Checkout.FLOW.start(checkout));
            cart.succeed(List.of(12, 30));
            assertEquals("paid 42", receipt.join());
        }
        assertTrue(checkout.left);
    }

    @Test
    void eachSchedulerIsAnExecutor() throws Exception {
        Scheduler scheduler = ParallelScheduler.builder().workers(2).start();
        ScheduledExecutorService executor = scheduler.asExecutorService();
        assertEquals(42, executor.submit(() -> 6 * 7).get());
        executor.shutdown(); // begins to close the scheduler
        scheduler.close();
        assertThrows(RejectedExecutionException.class, () -> scheduler.submit(Task.run(() -> {})));
    }
}
