package dev.secretariat.examples.crawler;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Two hundred pages: some are slow, some answer only when they are asked again, and a few never do. Thread-safe. */
final class Site {
    static final int PAGES = 200;
    static final String START = "/0";

    private static final Duration QUICK = Duration.ofMillis(1);
    private static final Duration SLOW = Duration.ofMillis(40);

    private final AtomicIntegerArray requests = new AtomicIntegerArray(PAGES);

    /**
     * What the site says.
     *
     * @param delay how long it takes
     * @param status as of HTTP
     * @param text the page
     */
    record Answer(Duration delay, int status, String text) {}

    /** Answers a request. */
    Answer answer(String path) {
        int page = number(path);
        int request = requests.incrementAndGet(page);
        Duration delay = page % 10 == 3 ? SLOW : QUICK;
        if (isBroken(page)) return new Answer(delay, 500, "broken");
        if (page % 7 == 5 && request < 3) return new Answer(delay, 503, "busy");
        return new Answer(delay, 200, text(page));
    }

    /** Returns how often a page has been asked for. */
    int requests(String path) {
        return requests.get(number(path));
    }

    static boolean isBroken(int page) {
        return page % 50 == 49 && page > 50;
    }

    private static int number(String path) {
        return Integer.parseInt(path.substring(1));
    }

    /** Leads to three further pages, as long as there are any, and back. */
    private static String text(int page) {
        String links = IntStream.rangeClosed(3 * page + 1, 3 * page + 3)
                .filter(next -> next < PAGES)
                .mapToObj(next -> "/" + next)
                .collect(Collectors.joining("\n"));
        return "page " + page + "\n/" + page / 2 + "\n" + links;
    }
}
