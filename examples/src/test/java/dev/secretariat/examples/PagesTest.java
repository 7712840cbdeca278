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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** README.md, the guide and the other pages: their code and their links. */
class PagesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern CODE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)|(?:src|srcset)=\"([^\"]+)\"");

    /** Code of which a page shows pieces: what the tests run, and what those of the examples run. */
    private static final String SOURCES = sources();

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String file : List.of("README.md", "SPEC.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
            pages.add(ROOT.resolve(file));
        }
        for (String folder : List.of("docs", "core/src/main", "testkit/src/main")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        for (String module : List.of("examples", "benchmarks", "jcstress-tests")) {
            pages.add(ROOT.resolve(module).resolve("README.md"));
        }
        return pages.stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theirCodeStandsInSourceFilesThatTheBuildCompiles(Path page) {
        Matcher blocks = CODE.matcher(read(page));
        while (blocks.find()) {
            String block = blocks.group(1);
            assertTrue(SOURCES.contains(flat(block)), () -> "not in the sources:\n" + block);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theirLinksLeadToFiles(Path page) {
        Matcher links = LINK.matcher(read(page));
        while (links.find()) {
            String link = links.group(1) != null ? links.group(1) : links.group(2);
            if (link.startsWith("http") || link.startsWith("#")) continue;
            Path target = page.resolveSibling(link.replaceFirst("#.*", ""));
            assertTrue(Files.exists(target), () -> page + " links to " + link);
        }
    }

    @Test
    void theGuideIsAmongThem() throws IOException {
        assertTrue(pages().anyMatch(page -> page.endsWith("docs/guide/tasks.md")));
        assertTrue(CODE.matcher(read(ROOT.resolve("README.md"))).find());
    }

    @Test
    void theCodeOfTheFirstPageRuns() throws InterruptedException {
        List<String> answered = new ArrayList<>();
        assertEquals(
                "Good morning, Mrs Miller",
                FirstSteps.run(List.of("a letter", "a bill").iterator(), answered::add));
        assertEquals(List.of("a letter", "a bill"), answered);
    }

    private static String sources() {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            StringBuilder all = new StringBuilder();
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> all.append(flat(read(file))));
            return all.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
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
