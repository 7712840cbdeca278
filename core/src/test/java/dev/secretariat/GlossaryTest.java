package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code says what docs/glossary.md says. */
class GlossaryTest {
    private static final Path GLOSSARY = Path.of("../docs/glossary.md");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path SIMULATION = Path.of("../testkit/src/main/java");
    private static final Pattern NO_CODE =
            Pattern.compile("//[^\n]*|/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\])*\"", Pattern.DOTALL);
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_]\\w*");
    private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w*)[^`]*`");
    private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])");

    @Test
    void noIdentifierContainsARetiredWord() {
        Set<String> retired = retired();
        assertTrue(retired.contains("pace"), retired::toString);
        List<String> found = new ArrayList<>();
        for (Path file : sources(SOURCES)) {
            for (String identifier : identifiers(read(file))) {
                if (retired.contains(identifier) || words(identifier).anyMatch(retired::contains))
                    found.add(identifier + " in " + file);
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    void eachTermIsFoundWhereTheGlossarySays() {
        Set<String> types = Stream.of(SOURCES, SIMULATION)
                .flatMap(folder -> sources(folder).stream())
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        Set<String> told = rows().map(row -> row[3])
                .flatMap(column -> TYPE.matcher(column).results().map(match -> match.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(told.contains("Parker"), told::toString);
        told.removeAll(types);
        assertEquals(Set.of(), told);
    }

    /** The last column of all tables: words, and whole identifiers if they begin with a capital letter. */
    private static Set<String> retired() {
        return rows().map(row -> row[4])
                .flatMap(column -> Stream.of(column.split(", ", -1)))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String[]> rows() {
        return read(GLOSSARY)
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| term") && !line.startsWith("| ---"))
                .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toArray(String[]::new));
    }

    private static List<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> identifiers(String source) {
        return IDENTIFIER
                .matcher(NO_CODE.matcher(source).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> words(String identifier) {
        return WORD.matcher(identifier).results().map(word -> word.group().toLowerCase(Locale.ROOT));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
