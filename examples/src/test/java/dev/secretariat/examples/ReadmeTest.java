package dev.secretariat.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.examples.recipes.FirstSteps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/secretariat/examples");
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String README = read(ROOT.resolve("README.md"));

    @Test
    void itsCodeStandsInSourceFilesThatTheBuildCompiles() {
        List<String> sources = Stream.of(
                        "recipes/FirstSteps.java",
                        "stories/OneBecomesTwo.java",
                        "forks/quicksort/SecretariatSort.java",
                        "../../../../../test/java/dev/secretariat/examples/flaky/FlakyTest.java",
                        "../../../../../test/java/dev/secretariat/examples/schedulers/PrioritySchedulerTckTest.java")
                .map(file -> flat(read(SOURCES.resolve(file))))
                .toList();
        List<String> blocks = matches("```java\\n(.*?)```");
        assertEquals(sources.size(), blocks.size());
        for (int i = 0; i < blocks.size(); i++) {
            String block = blocks.get(i);
            assertTrue(sources.get(i).contains(flat(block)), () -> "not in the sources:\n" + block);
        }
    }

    @Test
    void itsCodeRuns() throws InterruptedException {
        List<String> answered = new ArrayList<>();
        assertEquals(
                "Good morning, Mrs Miller",
                FirstSteps.run(List.of("a letter", "a bill").iterator(), answered::add));
        assertEquals(List.of("a letter", "a bill"), answered);
    }

    @Test
    void itsLinksLeadToFiles() {
        for (String link : matches("\\]\\(([^)]+)\\)")) {
            if (!link.startsWith("http")) assertTrue(Files.exists(ROOT.resolve(link)), link);
        }
    }

    private static List<String> matches(String regex) {
        Matcher matcher = Pattern.compile(regex, Pattern.DOTALL).matcher(README);
        List<String> found = new ArrayList<>();
        while (matcher.find()) found.add(matcher.group(1));
        return found;
    }

    /** Without the white space, which the formatter may change. */
    private static String flat(String code) {
        return code.replaceAll("\\s+", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
