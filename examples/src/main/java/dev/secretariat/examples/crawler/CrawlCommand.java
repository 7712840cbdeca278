package dev.secretariat.examples.crawler;

import dev.secretariat.Scheduler;
import dev.secretariat.TaskHandle;
import dev.secretariat.examples.command.ExampleCommand;
import dev.secretariat.examples.command.WholeNumber;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.parallel.ParallelScheduler;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Crawls a site on this machine, over HTTP and on every core. */
@Command(name = "crawl", description = "Crawls two hundred pages of a site on this machine, with fibers.")
public final class CrawlCommand extends ExampleCommand {
    @Option(
            names = "--millis",
            order = 1,
            paramLabel = "N",
            converter = WholeNumber.UpToMillion.class,
            description = "For how many milliseconds at most; by default 10000.")
    private int millis = 10_000;

    @Override
    public boolean run(PrintStream out) throws IOException, InterruptedException {
        Site site = new Site();
        try (WebServer server = WebServer.start(site);
                Scheduler scheduler = ParallelScheduler.start()) {
            Fetch fetch = Networks.http(HttpClient.newHttpClient(), server.address());
            long begin = System.nanoTime();
            TaskHandle<Crawl> handle =
                    scheduler.submit("crawl", Crawler.crawl(fetch, Site.START, Duration.ofMillis(millis)));
            Crawl crawl = handle.join();
            out.printf(
                    Locale.ENGLISH,
                    "%s%n  at most %d in flight, after %.0f ms, on fibers carried by: %s%n",
                    crawl,
                    Crawler.IN_FLIGHT,
                    (System.nanoTime() - begin) / 1e6,
                    Fibers.carrier());
            if (!crawl.broken().isEmpty()) out.println("  broken: " + String.join(", ", crawl.broken()));
            return true;
        }
    }
}
