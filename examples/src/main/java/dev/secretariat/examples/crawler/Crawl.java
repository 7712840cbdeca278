package dev.secretariat.examples.crawler;

import java.util.Set;

/**
 * What has come of a crawl. Each page that was found is in one of the sets.
 *
 * @param read the pages that were read
 * @param broken the pages that failed at each attempt
 * @param missed the pages for which the time was too short
 */
public record Crawl(Set<String> read, Set<String> broken, Set<String> missed) {
    @Override
    public String toString() {
        return read.size() + " pages read, " + broken.size() + " broken, " + missed.size() + " missed";
    }
}
