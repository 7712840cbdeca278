package dev.secretariat.examples.forks.wordcount;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How often each word occurs in some files, and which files were left out. Not thread-safe. */
final class Counts {
    private final Map<String, Long> words = new HashMap<>();
    private final Map<Path, Omission> omitted = new HashMap<>();
    private long files;

    void addFile() {
        files++;
    }

    void addWord(String word) {
        words.merge(word, 1L, Long::sum);
    }

    void omit(Path path, Omission why) {
        omitted.put(path, why);
    }

    void add(Counts others) {
        others.words.forEach((word, count) -> words.merge(word, count, Long::sum));
        omitted.putAll(others.omitted);
        files += others.files;
    }

    /** Returns how many files there were whose words were counted. */
    long files() {
        return files;
    }

    Map<String, Long> words() {
        return words;
    }

    Map<Path, Omission> omitted() {
        return omitted;
    }

    /** Returns the most frequent words, and equally frequent ones in alphabetical order. */
    List<Map.Entry<String, Long>> top(int limit) {
        return words.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Counts counts
                && words.equals(counts.words)
                && omitted.equals(counts.omitted)
                && files == counts.files;
    }

    @Override
    public int hashCode() {
        return Objects.hash(words, omitted, files);
    }

    @Override
    public String toString() {
        return files + " files, " + words + ", without " + omitted;
    }
}
