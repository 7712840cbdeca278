package dev.secretariat.examples.crawler;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is in flight. */
final class Meter implements Fetch {
    private final Fetch fetch;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger max = new AtomicInteger();

    Meter(Fetch fetch) {
        this.fetch = fetch;
    }

    @Override
    public CompletableFuture<Page> fetch(String path) {
        begun.incrementAndGet();
        max.accumulateAndGet(now.incrementAndGet(), Math::max);
        CompletableFuture<Page> page = fetch.fetch(path);
        CompletableFuture<Page> metered = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean interrupts) {
                return page.cancel(interrupts);
            }
        };
        var ignored = page.whenComplete((value, failure) -> {
            now.decrementAndGet(); // before the crawler can know that it has come
            if (failure == null) metered.complete(value);
            else metered.completeExceptionally(failure);
        });
        return metered;
    }

    int begun() {
        return begun.get();
    }

    int now() {
        return now.get();
    }

    int max() {
        return max.get();
    }
}
