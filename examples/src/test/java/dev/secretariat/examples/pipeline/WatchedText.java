package dev.secretariat.examples.pipeline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text that tells how far it has been read, and whether it was closed. Not thread-safe. */
final class WatchedText {
    private final List<String> lines;
    private int read;
    private boolean opened;
    private boolean closed;
    private int end = Integer.MAX_VALUE;
    private @Nullable IOException fault;

    WatchedText(List<String> lines) {
        this.lines = lines;
    }

    /** Lets it fail when so many lines have been read. */
    WatchedText failingAfter(int count, IOException why) {
        end = count;
        fault = why;
        return this;
    }

    BufferedReader open() {
        opened = true;
        return new BufferedReader(Reader.nullReader()) {
            @Override
            public @Nullable String readLine() throws IOException {
                if (fault != null && read == end) throw fault;
                return read < lines.size() ? lines.get(read++) : null;
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    int read() {
        return read;
    }

    boolean isOpened() {
        return opened;
    }

    boolean isClosed() {
        return closed;
    }
}
