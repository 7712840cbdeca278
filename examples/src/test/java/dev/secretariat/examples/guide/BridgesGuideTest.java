package dev.secretariat.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.secretariat.Blocking;
import dev.secretariat.BlockingCalls;
import dev.secretariat.Deadline;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Tasks;
import dev.secretariat.fiber.Carrier;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.parallel.ParallelScheduler;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.sync.Hold;
import dev.secretariat.sync.Permits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/guide/futures-and-blocking.md. */
@Timeout(60)
class BridgesGuideTest {
    private record Response(String text) {}

    private static final class Client {
        CompletableFuture<Response> sendAsync(String request) {
            return CompletableFuture.completedFuture(new Response("reply to " + request));
        }
    }

    private final Client client = new Client();
    private final String request = "a letter";
    private final Scheduler scheduler = ParallelScheduler.start();
    private final ExecutorService executor = Executors.newFixedThreadPool(2);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        scheduler.close();
        executor.shutdown();
    }

    @Test
    void aClientThatReturnsAFuture() throws Exception {
        Deadline deadline = scheduler.deadline(Duration.ofMinutes(1));
        Task<String> page = Task.future(() -> client.sendAsync(request)).map(Response::text);
        Task<String> inTime = Tasks.withDeadline(page, deadline);
        assertEquals("reply to a letter", scheduler.submit(inTime).join());
    }

    @Test
    void aPlainFuture() throws Exception {
        Future<Integer> report = executor.submit(() -> 6 * 7);
        Task<Integer> awaited = Blocking.call(() -> report.get());
        assertEquals(42, scheduler.submit(awaited).join());
    }

    @Test
    @SuppressWarnings("try") // what is held is not used, only held
    void aCallThatBlocks() throws Exception {
        Path file = Files.writeString(folder.resolve("letter"), "dear Sirs");
        Task<String> letter = Blocking.call(() -> Files.readString(file));
        assertEquals("dear Sirs", scheduler.submit(letter).join());

        Permits drives = new Permits(2);
        Task<String> oneOfMany = Fibers.task(fiber -> {
            try (Hold held = drives.acquire(fiber)) {
                return fiber.await(fiber.submit(Blocking.call(() -> Files.readString(file))));
            }
        });
        assertEquals("dear Sirs", scheduler.submit(oneOfMany).join());
    }

    private static int query() throws IOException {
        return 3;
    }

    @Test
    void anExecutorOfOnesOwn() throws Exception {
        BlockingCalls database = Blocking.on(executor);
        Task<Integer> rows = database.call(() -> query());
        assertEquals(3, scheduler.submit(rows).join());
        assertEquals(0, database.running() + database.waiting());
    }

    @Test
    void inASimulationACallIsAStep() {
        Simulation.of(simulation -> {
                    TaskHandle<Integer> rows = simulation.submit(Blocking.call(() -> query()));
                    simulation.run();
                    assertEquals(3, rows.result());
                })
                .check(100);
    }

    @Test
    void orAThreadOfTheSimulation() {
        assumeTrue(Fibers.carrier() == Carrier.MOUNTED, "its threads are mounted");
        Simulation.of(simulation -> {
                    ThreadFactory threads = simulation.asThreadFactory();
                    BlockingCalls calls =
                            Blocking.on(call -> threads.newThread(call).start());
                    TaskHandle<Integer> rows = simulation.submit(calls.call(() -> query()));
                    simulation.run();
                    assertEquals(3, rows.result());
                })
                .check(100);
    }

    @Test
    void aThreadThatLeavesTakesTheTaskAlong() throws Exception {
        Promise<String> never = new Promise<>();
        CountDownLatch waits = new CountDownLatch(1);
        TaskHandle<String> handle = scheduler.submit(worker -> {
            waits.countDown();
            return Step.await(never);
        });
        Callable<String> subtask = () -> {
            try {
                return handle.join();
            } catch (InterruptedException left) {
                handle.cancel();
                throw left;
            }
        };
        FutureTask<String> joins = new FutureTask<>(subtask);
        Thread thread = new Thread(joins);
        thread.start();
        waits.await();
        thread.interrupt();
        thread.join();
        assertEquals(TaskState.CANCELLED, handle.state());
        assertTrue(joins.isDone());
    }
}
