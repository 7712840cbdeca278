package dev.secretariat.examples.crawler;

import dev.secretariat.Scheduler;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Ways to fetch pages. */
final class Networks {
    private Networks() {}

    /** Fetches by HTTP. */
    static Fetch http(HttpClient client, URI server) {
        return path -> client.sendAsync(
                        HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString())
                .thenCompose(Networks::page);
    }

    private static CompletableFuture<Fetch.Page> page(HttpResponse<String> response) {
        if (response.statusCode() == 200) return CompletableFuture.completedFuture(new Fetch.Page(response.body()));
        return CompletableFuture.failedFuture(new IOException("status " + response.statusCode()));
    }

    /** Fetches from a network that is simulated by tasks: each request takes its time, and some get lost. */
    static Fetch simulated(Scheduler scheduler, Site site) {
        return path -> {
            CompletableFuture<Fetch.Page> page = new CompletableFuture<>();
            scheduler.submit("network", Fibers.run(fiber -> carry(fiber, site, path, page)));
            return page;
        };
    }

    private static void carry(Fiber fiber, Site site, String path, CompletableFuture<Fetch.Page> page) {
        RandomGenerator random = fiber.worker().random();
        fiber.sleep(Duration.ofMillis(random.nextInt(100)));
        boolean lost = random.nextInt(20) == 0;
        Site.Answer answer = site.answer(path);
        fiber.sleep(answer.delay());
        if (lost) page.completeExceptionally(new IOException("connection reset"));
        else if (answer.status() == 200) page.complete(new Fetch.Page(answer.text()));
        else page.completeExceptionally(new IOException("status " + answer.status()));
    }
}
