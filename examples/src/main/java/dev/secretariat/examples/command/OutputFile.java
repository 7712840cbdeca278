package dev.secretariat.examples.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Looks at files that will be written after long work. */
public final class OutputFile {
    private OutputFile() {}

    /**
     * Does nothing if the file can be written, and creates it if need be.
     *
     * @throws IOException if it cannot: now, not after the work
     */
    public static void requireWritable(Path file) throws IOException {
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                .close();
    }
}
