package dev.secretariat.examples.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** For files that are written after long work. */
public final class OutputFile {
    private OutputFile() {}

    /** Complains now, not after the work. */
    public static void requireWritable(Path file) throws IOException {
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                .close();
    }
}
