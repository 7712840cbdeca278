package dev.secretariat.examples.pipeline;

import dev.secretariat.Outcome;
import dev.secretariat.Scheduler;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Tasks;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.FiberBody;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.sync.Channel;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Stream;

/**
 * Counts the words of one text: a reader puts blocks of lines into a bounded channel, and several counters take them out. Whoever is ahead waits,
 * so however long the text is, only a few blocks of it are in memory.
 *
 * <p>Where there are many files instead, none of them large, forks do the same with less: each file is read and counted on one worker, and nothing has to be
 * handed over.
 */
public final class Pipeline {
    private final Callable<BufferedReader> text;
    private final Function<String, Stream<String>> words;
    private final int linesInBlock;
    private final Channel<List<String>> blocks;

    /**
     * Creates a pipeline, for one run.
     *
     * @param text opens the text; the reader closes it, however all ends
     * @param words takes a line apart
     */
    public Pipeline(Callable<BufferedReader> text, Function<String, Stream<String>> words) {
        this(text, words, 200, 8); // a block takes some ten times as long to count as to hand over
    }

    Pipeline(Callable<BufferedReader> text, Function<String, Stream<String>> words, int linesInBlock, int room) {
        this.text = text;
        this.words = words;
        this.linesInBlock = linesInBlock;
        this.blocks = Channel.bounded(room);
    }

    /**
     * Returns a task that counts. When it ends, all that it has begun has ended.
     *
     * @param reading where the reader runs, which blocks in the file: a scheduler with a thread that nobody else needs meanwhile. (For a call now and then, there
     *     is {@link dev.secretariat.Blocking}; this one would ask for a thread at each block.)
     * @param counters how many count at a time, on the scheduler to which the task is submitted
     */
    public Task<Counted> count(Scheduler reading, int counters) {
        return Fibers.task(fiber -> {
            TaskHandle<Long> reader = reading.submit("reader", stage(this::read));
            TaskHandle<Map<String, Long>> sum = fiber.submit("sum", Tasks.collect(counters(counters), adding()));
            try {
                Map<String, Long> counts = fiber.await(sum);
                return new Counted(fiber.await(reader), counts);
            } finally { // comes here also if it is cancelled
                List<List<String>> ignored = blocks.closeNow();
                fiber.shielded(() -> awaitEnd(fiber, reader));
                fiber.shielded(() -> awaitEnd(fiber, sum));
            }
        });
    }

    /** Lets a stage that fails tell those at the other end of the channel, who would wait for it for ever. */
    private <T> Task<T> stage(FiberBody<T> body) {
        return Fibers.task(fiber -> {
            try {
                return body.run(fiber);
            } catch (Throwable failure) {
                List<List<String>> ignored = blocks.closeNow(failure); // their next put or take throws it as the cause
                throw failure;
            }
        });
    }

    private long read(Fiber fiber) throws Exception {
        long lines = 0;
        try (BufferedReader reader = text.call()) {
            for (List<String> block = block(reader); !block.isEmpty(); block = block(reader)) {
                blocks.put(fiber, block); // waits while the channel is full
                lines += block.size();
            }
            blocks.close();
        }
        return lines;
    }

    private List<String> block(BufferedReader reader) throws IOException {
        List<String> block = new ArrayList<>(linesInBlock);
        for (String line; block.size() < linesInBlock && (line = reader.readLine()) != null; ) block.add(line);
        return block;
    }

    private List<Task<Map<String, Long>>> counters(int count) {
        return Stream.generate(() -> stage(this::count)).limit(count).toList();
    }

    private Map<String, Long> count(Fiber fiber) {
        Map<String, Long> counts = new HashMap<>();
        for (List<String> block; (block = blocks.take(fiber)) != null; ) {
            for (String line : block) words.apply(line).forEach(word -> counts.merge(word, 1L, Long::sum));
        }
        return counts;
    }

    /** Adds up what the counters have counted, one after the other. */
    private static Collector<Map<String, Long>, ?, Map<String, Long>> adding() {
        return Collector.of(HashMap::new, Pipeline::add, (one, other) -> add(one, other));
    }

    private static Map<String, Long> add(Map<String, Long> sum, Map<String, Long> counts) {
        counts.forEach((word, count) -> sum.merge(word, count, Long::sum));
        return sum;
    }

    private static Outcome<?> awaitEnd(Fiber fiber, TaskHandle<?> part) {
        int ignored = fiber.awaitAny(part);
        return part.outcome(); // a failure that is looked at here is reported by nobody else
    }
}
