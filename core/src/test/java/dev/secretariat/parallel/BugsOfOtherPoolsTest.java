package dev.secretariat.parallel;

import static dev.secretariat.parallel.Players.open;
import static dev.secretariat.parallel.Players.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Those that fit in no other test; all are listed in docs/bugs-of-other-pools.md. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BugsOfOtherPoolsTest {
    private static ParallelScheduler create(int workers) {
        return ParallelScheduler.builder().workers(workers).start();
    }

    /** Those who give up stand between those who stay, in the list of who waits. */
    @Test
    void aTimedJoinGivesUpAmongOthersWhoStay_JDK8390870() throws Exception {
        try (ParallelScheduler scheduler = create(2)) {
            for (int round = 0; round < 50; round++) {
                Promise<Integer> gate = new Promise<>();
                TaskHandle<Integer> handle =
                        scheduler.submit(worker -> gate.isDone() ? Step.done(1) : Step.await(gate));
                AtomicInteger gaveUp = new AtomicInteger();
                AtomicInteger stayed = new AtomicInteger();
                List<Thread> joiners = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    boolean stays = i % 3 == 0;
                    joiners.add(new Thread(() -> {
                        try {
                            handle.join(stays ? Duration.ofDays(1) : Duration.ofNanos(1000));
                            stayed.incrementAndGet();
                        } catch (TimeoutException expected) {
                            gaveUp.incrementAndGet();
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    }));
                }
                joiners.forEach(Thread::start);
                until(() -> gaveUp.get() == 5);
                open(gate);
                for (Thread joiner : joiners) joiner.join();
                assertEquals(3, stayed.get());
            }
        }
    }

    @Test
    void anInterruptIsThrownByAJoinAndRestoredByAClose_JDK8254350() throws Exception {
        ParallelScheduler scheduler = create(2);
        Promise<Integer> never = new Promise<>();
        TaskHandle<Void> waiting = scheduler.submit(worker -> Step.await(never));
        AtomicBoolean thrown = new AtomicBoolean();
        AtomicBoolean kept = new AtomicBoolean(true);
        AtomicBoolean restored = new AtomicBoolean();
        Thread joiner = new Thread(() -> {
            try {
                waiting.join();
            } catch (InterruptedException e) {
                thrown.set(true);
                kept.set(Thread.currentThread().isInterrupted());
            }
            Thread.currentThread().interrupt();
            scheduler.close();
            restored.set(Thread.interrupted());
        });
        joiner.start();
        joiner.interrupt();
        joiner.join();
        assertTrue(thrown.get());
        assertFalse(kept.get());
        assertTrue(restored.get());
        assertEquals(TaskState.CANCELLED, waiting.state());
    }

    /** JDK-8360593 too: tasks that wait for others, deeper than there are workers. */
    @Test
    void oneWorkerIsEnoughForAnyDepthOfWaiting_stroom5466() throws Exception {
        for (int workers = 1; workers <= 2; workers++) {
            try (ParallelScheduler scheduler = create(workers)) {
                assertEquals(5000, scheduler.submit(new Deep(5000)).join());
            }
        }
    }

    private static final class Deep implements Task<Integer> {
        private final int depth;
        private TaskHandle<Integer> below;

        Deep(int depth) {
            this.depth = depth;
        }

        @Override
        public Step<Integer> step(Worker worker) {
            if (depth == 0) return Step.done(0);
            if (below == null) below = worker.submit(new Deep(depth - 1));
            return below.isDone() ? Step.done(below.result() + 1) : Step.await(below);
        }
    }

    /** Each test that the page names is there. */
    @Test
    void thePageNamesTestsThatExist() throws IOException {
        String page = Files.readString(Path.of("../docs/bugs-of-other-pools.md"));
        Matcher names = Pattern.compile("`(\\w+Test)\\.(\\w+)`").matcher(page);
        int found = 0;
        while (names.find()) {
            String file = names.group(1) + ".java";
            String method = names.group(2);
            assertTrue(
                    exists(file, method, "src/test/java") || exists(file, method, "../testkit/src/test/java"),
                    names.group());
            found++;
        }
        assertTrue(found > 20, "found " + found);
    }

    private static boolean exists(String file, String method, String folder) throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of(folder))) {
            return sources.filter(path -> path.endsWith(file))
                    .anyMatch(path -> read(path).contains("void " + method + "("));
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
