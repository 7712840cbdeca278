package dev.secretariat.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/secretariat/examples");

    @Test
    void theReadmeNamesFilesThatAreThere() throws IOException {
        Matcher links = Pattern.compile("]\\((src/[^)]*)\\)").matcher(Files.readString(Path.of("README.md")));
        int found = 0;
        while (links.find()) {
            assertTrue(Files.exists(Path.of(links.group(1))), links.group(1));
            found++;
        }
        assertTrue(found > 5, "links: " + found);
    }

    /** Only the command runs it. */
    @Test
    void nothingDependsOnTheDemo() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> dependent = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.startsWith(SOURCES.resolve("demo")))
                    .filter(file -> !file.getParent().equals(SOURCES))
                    .filter(file -> read(file).contains("examples.demo"))
                    .toList();
            assertEquals(List.of(), dependent);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
