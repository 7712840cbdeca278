package dev.secretariat.examples.crawler;

import dev.secretariat.Scheduler;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.examples.crawler.Fetch.Page;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.sync.Joiner;
import dev.secretariat.sync.Limit;
import dev.secretariat.sync.TaskScope;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/**
 * Reads all pages that can be reached from one: a few at a time, each with a few attempts, until a deadline. Each page is a fiber, and waits
 * for those that it leads to: so all have ended when the first has.
 */
public final class Crawler {
    static final int IN_FLIGHT = 8;
    static final int ATTEMPTS = 4;

    private final Fetch fetch;
    private final Limit inFlight;
    private final Set<String> found = ConcurrentHashMap.newKeySet();
    private final Set<String> read = ConcurrentHashMap.newKeySet();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    private Crawler(Fetch fetch, Scheduler scheduler) {
        this.fetch = fetch;
        this.inFlight = new Limit(scheduler, IN_FLIGHT);
    }

    /** Returns a task that crawls from a page on, for so long at most. */
    public static Task<Crawl> crawl(Fetch fetch, String start, Duration patience) {
        return Fibers.task(fiber -> new Crawler(fetch, fiber.worker().scheduler()).crawl(fiber, start, patience));
    }

    private Crawl crawl(Fiber fiber, String start, Duration patience) {
        try (var scope = TaskScope.open(fiber, Joiner.awaitAll(), fiber.deadline(patience))) {
            visit(scope, start);
            scope.join();
        } catch (TimeoutException late) {
            // what was found, and neither read nor broken, has been missed
        }
        Set<String> missed = new TreeSet<>(found);
        missed.removeAll(read);
        missed.removeAll(broken);
        return new Crawl(new TreeSet<>(read), new TreeSet<>(broken), missed);
    }

    private void visit(TaskScope<Object, ?> scope, String path) {
        if (found.add(path)) scope.fork(path, Fibers.run(fiber -> follow(fiber, path)));
    }

    /** Reads a page and all that it leads to. */
    private void follow(Fiber fiber, String path) throws Exception {
        try (var scope = TaskScope.open(fiber, Joiner.awaitAll())) {
            Page page = read(fiber, path);
            read.add(path);
            page.links().forEach(link -> visit(scope, link));
            scope.join();
        } catch (TaskFailedException failed) {
            broken.add(path);
        }
    }

    /** Reads one page, and tries again a few times, after pauses that grow. */
    private Page read(Fiber fiber, String path) throws Exception {
        Duration pause = Duration.ofMillis(20);
        for (int attempt = 1; ; attempt++) {
            TaskHandle<Page> page = inFlight.submit(fiber, Task.future(() -> fetch.fetch(path)));
            try {
                return fiber.await(page);
            } catch (TaskFailedException failed) {
                if (attempt == ATTEMPTS) throw failed;
            } finally {
                page.cancel(); // does nothing if it is there
                var ignored = fiber.shielded(() -> {
                    fiber.awaitAny(page);
                    return page.outcome(); // which has been seen by that: where we end ourselves, a page that fails is
                    // nobody's concern
                });
            }
            int percent = fiber.worker().random().nextInt(50, 100); // not all at the same time again
            fiber.sleep(pause.multipliedBy(percent).dividedBy(100));
            pause = pause.multipliedBy(2);
        }
    }
}
