package dev.secretariat.examples.crawler;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.Outcome;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.examples.crawler.Fetch.Page;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Reads all pages that can be reached from one: a few at a time, each with a few attempts, until a deadline. One fiber keeps
 * the account in plain fields; each page in flight is a fiber of its own, which does not outlive that one.
 */
public final class Crawler {
    static final int IN_FLIGHT = 8;
    static final int ATTEMPTS = 4;

    private final Fetch fetch;
    private final Queue<String> waiting = new ArrayDeque<>();
    private final Map<String, TaskHandle<Page>> inFlight = new LinkedHashMap<>();
    private final Set<String> found = new HashSet<>();
    private final Crawl crawl = new Crawl(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());

    private Crawler(Fetch fetch) {
        this.fetch = fetch;
    }

    /** Returns a task that crawls from a page on, for so long at most. */
    public static Task<Crawl> crawl(Fetch fetch, String start, Duration patience) {
        return Fibers.task(fiber -> new Crawler(fetch).crawl(fiber, start, fiber.deadline(patience)));
    }

    private Crawl crawl(Fiber fiber, String start, Deadline deadline) throws Exception {
        found.add(start);
        waiting.add(start);
        try {
            while (!deadline.isPast()) {
                while (inFlight.size() < IN_FLIGHT && !waiting.isEmpty()) {
                    String path = waiting.remove();
                    inFlight.put(path, fiber.submit(path, Fibers.task(reader -> read(reader, path))));
                }
                if (inFlight.isEmpty()) break;
                fiber.awaitAny(Stream.concat(inFlight.values().stream(), Stream.of(deadline))
                        .toArray(Awaitable[]::new));
                inFlight.entrySet().removeIf(page -> land(page.getKey(), page.getValue()));
            }
        } finally { // comes here also if it is cancelled
            inFlight.values().forEach(TaskHandle::cancel);
            for (TaskHandle<Page> page : inFlight.values()) {
                int ignored = fiber.shielded(() -> fiber.awaitAny(page));
            }
        }
        inFlight.entrySet().removeIf(page -> land(page.getKey(), page.getValue()));
        crawl.missed().addAll(waiting);
        return crawl;
    }

    /** Reads one page, and tries again a few times, after pauses that grow. */
    private Page read(Fiber fiber, String path) {
        Duration pause = Duration.ofMillis(20);
        for (int attempt = 1; ; attempt++) {
            CompletableFuture<Page> page = fetch.fetch(path);
            try {
                return fiber.await(page);
            } catch (TaskFailedException failed) {
                if (attempt == ATTEMPTS) throw failed;
            } finally {
                page.cancel(true); // does nothing if it is there
            }
            int percent = fiber.worker().random().nextInt(50, 100); // not all at the same time again
            fiber.sleep(pause.multipliedBy(percent).dividedBy(100));
            pause = pause.multipliedBy(2);
        }
    }

    /** Takes a page out of the flight, if it has ended. */
    private boolean land(String path, TaskHandle<Page> page) {
        if (!page.isDone()) return false;
        if (page.outcome() instanceof Outcome.Succeeded<Page> success) {
            success.value().links().stream().filter(found::add).forEach(waiting::add);
        }
        return crawl.setOf(page.outcome()).add(path);
    }
}
