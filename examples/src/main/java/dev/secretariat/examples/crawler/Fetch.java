package dev.secretariat.examples.crawler;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Fetches pages, from a network or from a simulated one. */
@FunctionalInterface
public interface Fetch {
    /**
     * Begins to fetch a page.
     *
     * @param path where it is
     * @return what is completed with the page, or fails; cancelled by the caller who needs it no more
     */
    CompletableFuture<Page> fetch(String path);

    /**
     * A page.
     *
     * @param text its lines, of which those that begin with a slash are links
     */
    record Page(String text) {
        /** Returns where it leads to. */
        List<String> links() {
            return text.lines().filter(line -> line.startsWith("/")).toList();
        }
    }
}
