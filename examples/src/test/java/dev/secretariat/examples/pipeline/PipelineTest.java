package dev.secretariat.examples.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Scheduler;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.parallel.ParallelScheduler;
import dev.secretariat.simulation.SimulationScheduler;
import dev.secretariat.testkit.SimulationTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same pipeline by seed, over a text that is watched, and over a file. */
@Timeout(120)
class PipelineTest {
    private static final int COUNTERS = 3;
    private static final int ROOM = 2;
    private static final int LINES_IN_BLOCK = 4;
    private static final List<String> LINES =
            IntStream.range(0, 50).mapToObj(i -> "to be " + i % 7).toList();
    private static final Map<String, Long> COUNTS = count(LINES);

    private static Map<String, Long> count(List<String> lines) {
        Map<String, Long> counts = new HashMap<>();
        for (String line : lines) split(line).forEach(word -> counts.merge(word, 1L, Long::sum));
        return counts;
    }

    private static Stream<String> split(String line) {
        return Stream.of(line.split(" "));
    }

    private static Pipeline over(WatchedText text, Function<String, Stream<String>> words) {
        return new Pipeline(text::open, words, LINES_IN_BLOCK, ROOM);
    }

    // ---- By seed ----

    @SimulationTest(seeds = 200, workers = 2)
    void allWordsAreCounted(SimulationScheduler simulation) {
        WatchedText text = new WatchedText(LINES);
        TaskHandle<Counted> handle =
                simulation.submit(over(text, PipelineTest::split).count(simulation, COUNTERS));
        simulation.run();
        assertEquals(new Counted(LINES.size(), COUNTS), handle.result());
        assertTrue(text.isClosed());
    }

    @SimulationTest(seeds = 200)
    void theReaderIsNeverFarAhead(SimulationScheduler simulation) {
        WatchedText text = new WatchedText(LINES);
        int[] counted = {0};
        Pipeline pipeline = over(text, line -> {
            int blocksAhead = ROOM + COUNTERS + 1; // in the channel, being counted, and in the reader's hand
            assertTrue(text.read() - counted[0] <= blocksAhead * LINES_IN_BLOCK, () -> text.read() + " lines read");
            counted[0]++;
            return split(line);
        });
        TaskHandle<Counted> handle = simulation.submit(pipeline.count(simulation, COUNTERS));
        simulation.run();
        assertEquals(COUNTS, handle.result().words());
    }

    @SimulationTest(seeds = 200, workers = 2)
    void aCounterThatFailsEndsAll(SimulationScheduler simulation) {
        WatchedText text = new WatchedText(LINES);
        IllegalStateException fault = new IllegalStateException("a word that cannot be counted");
        int[] counted = {0};
        int last = simulation.seed() % 2 == 0 ? 5 : 49;
        Pipeline pipeline = over(text, line -> {
            if (counted[0]++ == last) throw fault;
            return split(line);
        });
        TaskHandle<Counted> handle = simulation.submit(pipeline.count(simulation, COUNTERS));
        simulation.run(); // nobody is left who waits
        assertSame(fault, PipelineCommand.rootOf(assertThrows(TaskFailedException.class, handle::result)));
        assertTrue(text.isClosed());
    }

    @SimulationTest(seeds = 200, workers = 2)
    void aTextThatCannotBeReadIsNotCountedByHalf(SimulationScheduler simulation) {
        IOException fault = new IOException("the disc is gone");
        WatchedText text = new WatchedText(LINES).failingAfter(30, fault);
        TaskHandle<Counted> handle =
                simulation.submit(over(text, PipelineTest::split).count(simulation, COUNTERS));
        simulation.run();
        assertSame(fault, PipelineCommand.rootOf(assertThrows(TaskFailedException.class, handle::result)));
        assertTrue(text.isClosed());
    }

    /** The text has no end, so that whoever goes on reading does so until the simulation gives up. */
    @SimulationTest(seeds = 200, workers = 2)
    void aCancelAtAnyTimeClosesTheText(SimulationScheduler simulation) {
        WatchedText text = new WatchedText(Collections.nCopies(Integer.MAX_VALUE, "to be"));
        TaskHandle<Counted> handle =
                simulation.submit(over(text, PipelineTest::split).count(simulation, COUNTERS));
        simulation.submit("user", Fibers.run(fiber -> {
            int steps = fiber.worker().random().nextInt(40);
            for (int i = 0; i < steps; i++) fiber.yieldNow();
            handle.cancel();
            fiber.awaitAny(handle);
            assertTrue(text.isClosed() || !text.isOpened());
        }));
        simulation.run();
        assertThrows(CancellationException.class, handle::result);
    }

    // ---- For real ----

    @TempDir
    Path folder;

    private Counted countFile(Path file, Function<String, Stream<String>> words) throws InterruptedException {
        Pipeline pipeline = new Pipeline(() -> Files.newBufferedReader(file), words);
        try (Scheduler reading = CooperativeScheduler.builder().name("reading").start();
                Scheduler counting = ParallelScheduler.builder().workers(2).start()) {
            return counting.submit(pipeline.count(reading, COUNTERS)).join();
        }
    }

    @Test
    void aFileIsCounted() throws Exception {
        List<String> lines =
                IntStream.range(0, 20_000).mapToObj(i -> "to be " + i % 1_000).toList();
        Path file = Files.write(folder.resolve("text"), lines);
        assertEquals(new Counted(lines.size(), count(lines)), countFile(file, PipelineTest::split));
    }

    @Test
    void anEmptyFileHasNoWords() throws Exception {
        Path file = Files.createFile(folder.resolve("empty"));
        assertEquals(new Counted(0, Map.of()), countFile(file, PipelineTest::split));
    }

    @Test
    void aCounterThatFailsInTheMiddleOfAFileEndsAll() throws Exception {
        Path file = Files.write(
                folder.resolve("text"),
                IntStream.range(0, 20_000).mapToObj(i -> "line " + i).toList());
        IllegalStateException fault = new IllegalStateException("a word that cannot be counted");
        TaskFailedException failed = assertThrows(
                TaskFailedException.class,
                () -> countFile(file, line -> {
                    if (line.equals("line 10000")) throw fault;
                    return split(line);
                }));
        assertSame(fault, PipelineCommand.rootOf(failed));
    }
}
