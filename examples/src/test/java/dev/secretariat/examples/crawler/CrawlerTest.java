package dev.secretariat.examples.crawler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Scheduler;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.parallel.ParallelScheduler;
import dev.secretariat.simulation.SimulationScheduler;
import dev.secretariat.testkit.SimulationTest;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same crawler by seed, without a socket, and over HTTP. */
@Timeout(120)
class CrawlerTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Set<String> BROKEN = IntStream.range(0, Site.PAGES)
            .filter(Site::isBroken)
            .mapToObj(page -> "/" + page)
            .collect(Collectors.toSet());

    private static TaskHandle<Crawl> submit(Scheduler scheduler, Fetch fetch, Duration patience) {
        return scheduler.submit("crawl", Crawler.crawl(fetch, Site.START, patience));
    }

    /** Whatever the order, and whatever gets lost. */
    private static void requireSound(Crawl crawl, Site site, Meter meter) {
        Set<String> all = new HashSet<>(crawl.read());
        all.addAll(crawl.broken());
        all.addAll(crawl.missed());
        assertEquals(
                crawl.read().size() + crawl.broken().size() + crawl.missed().size(), all.size(), crawl::toString);
        for (String path : all) assertTrue(site.requests(path) <= Crawler.ATTEMPTS, path);
        assertEquals(0, meter.now());
        assertTrue(meter.max() <= Crawler.IN_FLIGHT, meter.max() + " in flight");
    }

    // ---- By seed ----

    @SimulationTest(seeds = 50, workers = 2)
    void allPagesAreReadButForThoseThatAreBroken(SimulationScheduler simulation) {
        Site site = new Site();
        Meter meter = new Meter(Networks.simulated(simulation, site));
        TaskHandle<Crawl> handle = submit(simulation, meter, LONG);
        simulation.run();
        Crawl crawl = handle.result();
        requireSound(crawl, site, meter);
        assertEquals(Set.of(), crawl.missed());
        for (String path : crawl.broken()) assertTrue(site.requests(path) == Crawler.ATTEMPTS, path);
        if (crawl.read().size() + crawl.broken().size() == Site.PAGES)
            assertTrue(crawl.broken().containsAll(BROKEN));
        assertEquals(Crawler.IN_FLIGHT, meter.max());
    }

    @SimulationTest(seeds = 50, workers = 2)
    void theDeadlineEndsItAndWhatIsInFlight(SimulationScheduler simulation) {
        Site site = new Site();
        Meter meter = new Meter(Networks.simulated(simulation, site));
        TaskHandle<Crawl> handle = submit(simulation, meter, Duration.ofMillis(700));
        simulation.runFor(Duration.ofMillis(700));
        Crawl crawl = handle.result();
        requireSound(crawl, site, meter);
        assertTrue(!crawl.missed().isEmpty(), crawl::toString);
    }

    @SimulationTest(seeds = 50, workers = 2)
    void aCancelAtAnyTimeEndsWhatIsInFlight(SimulationScheduler simulation) {
        Meter meter = new Meter(Networks.simulated(simulation, new Site()));
        TaskHandle<Crawl> handle = submit(simulation, meter, LONG);
        simulation.submit("user", Fibers.run(fiber -> {
            fiber.sleep(Duration.ofMillis(fiber.worker().random().nextInt(1000)));
            handle.cancel();
            fiber.awaitAny(handle);
            assertEquals(0, meter.now());
        }));
        simulation.run();
        assertEquals(TaskState.CANCELLED, handle.state());
        assertThrows(CancellationException.class, handle::result);
    }

    // ---- For real ----

    @Test
    void allPagesAreReadOverHttpButForThoseThatAreBroken() throws Exception {
        Site site = new Site();
        try (WebServer server = WebServer.start(site);
                Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            Meter meter = new Meter(Networks.http(HttpClient.newHttpClient(), server.address()));
            Crawl crawl = submit(scheduler, meter, LONG).join();
            requireSound(crawl, site, meter);
            assertEquals(BROKEN, crawl.broken());
            assertEquals(Site.PAGES - BROKEN.size(), crawl.read().size());
        }
    }

    @Test
    void aCancelEndsWhatIsInFlightOverHttp() throws Exception {
        try (WebServer server = WebServer.start(new Site());
                Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            Meter meter = new Meter(Networks.http(HttpClient.newHttpClient(), server.address()));
            CompletableFuture<Void> middle = new CompletableFuture<>();
            Fetch fetch = path -> {
                if (meter.begun() == 50) middle.complete(null);
                return meter.fetch(path);
            };
            TaskHandle<Crawl> handle = submit(scheduler, fetch, LONG);
            middle.join();
            handle.cancel();
            assertThrows(CancellationException.class, handle::join);
            assertEquals(0, meter.now());
        }
    }

    @Test
    void withoutPatienceNothingIsFetched() throws Exception {
        Meter meter = new Meter(path -> CompletableFuture.failedFuture(new AssertionError(path)));
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            Crawl crawl = submit(scheduler, meter, Duration.ZERO).join();
            assertEquals(new Crawl(Set.of(), Set.of(), Set.of(Site.START)), crawl);
            assertEquals(0, meter.begun());
        }
    }
}
