package dev.secretariat.examples.forks.wordcount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.secretariat.examples.forks.EveryWay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WordCountTest {
    @TempDir
    Path folder;

    private final Counts expected = new Counts();

    @BeforeEach
    void realPath() throws IOException {
        folder = folder.toRealPath();
    }

    private Path write(String name, byte... bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void expectFile(String... words) {
        expected.addFile();
        for (String word : words) expected.addWord(word);
    }

    private void assertCounts() throws InterruptedException {
        EveryWay.assertResult(expected, new WordCount(folder));
    }

    @Test
    void wordsAreRunsOfLettersInLowerCase() throws Exception {
        write("a.txt", "The 2 times, the   Übung\u2014über\u0308 𝒜lso;\r\nTHE_end\n\n");
        expectFile("the", "times", "the", "übung", "über\u0308", "𝒜lso", "the", "end");
        assertCounts();
    }

    @Test
    void foldersInFoldersAreCounted() throws Exception {
        write("a", "one");
        write("b/c", "one two");
        write("b/d/e", "one two three");
        write("b/d/empty", "");
        Files.createDirectories(folder.resolve("nothing/here"));
        expectFile("one");
        expectFile("one", "two");
        expectFile("one", "two", "three");
        expectFile();
        assertCounts();
        assertEquals(4, expected.files());
        assertEquals(Map.of("one", 3L, "two", 2L, "three", 1L), expected.words());
    }

    @Test
    void anEmptyFolderHasNoWords() throws Exception {
        assertCounts();
    }

    @Test
    void manyFilesSmallAndLargeAreCounted() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 120; i++) {
            String[] words = random.ints(random.nextInt(i % 10 == 0 ? 4_000 : 50), 0, 30)
                    .mapToObj(number -> "word".repeat(number + 1))
                    .toArray(String[]::new);
            write("f" + i % 3 + "/g" + i % 7 + "/h" + i, String.join(" ", words));
            expectFile(words);
        }
        assertCounts();
    }

    @Test
    void whatIsNotCountedIsTold() throws Exception {
        expected.omit(write("latin", "Jürg und Ünal".getBytes(StandardCharsets.ISO_8859_1)), Omission.NOT_TEXT);
        expected.omit(write("zeros", "some words\nand \0".getBytes(StandardCharsets.UTF_8)), Omission.NOT_TEXT);
        write(".git/config", "hidden words");
        expected.omit(folder.resolve(".git"), Omission.HIDDEN);
        expected.omit(write("sub/.hidden", "words"), Omission.HIDDEN);
        write("sub/text", "words");
        expectFile("words");
        assertCounts();
    }

    @Test
    void linksAreToldAndNotFollowed() throws Exception {
        Path file = write("sub/text", "words");
        Path round = Files.createSymbolicLink(folder.resolve("sub/round"), folder);
        Path again = Files.createSymbolicLink(folder.resolve("again"), file);
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nowhere"));
        for (Path link : List.of(round, again, dangling)) expected.omit(link, Omission.LINK);
        expectFile("words");
        assertCounts();
    }

    @Test
    void whatMayNotBeReadIsTold() throws Exception {
        Path file = write("secret", "words");
        Path closed = Files.createDirectory(folder.resolve("closed"));
        assumeFalse(!file.toFile().setReadable(false) || Files.isReadable(file), "some users may read everything");
        assumeFalse(!closed.toFile().setReadable(false) || Files.isReadable(closed));
        expected.omit(file, Omission.DENIED);
        expected.omit(closed, Omission.DENIED);
        assertCounts();
        assertEquals(true, closed.toFile().setReadable(true));
    }

    @Test
    void whatHasGoneMeanwhileIsTold() throws Exception {
        Path gone = folder.resolve("gone");
        Counts counts = new Counts();
        assertEquals(List.of(), Folder.entries(gone, counts));
        assertEquals(Map.of(gone, Omission.UNREADABLE), counts.omitted());
        assertEquals(Map.of(gone, Omission.UNREADABLE), Words.in(gone).omitted());
    }

    @Test
    void countsDifferByWordsFilesAndOmissions() {
        Counts counts = new Counts();
        assertEquals(new Counts(), counts);
        counts.addFile();
        assertNotEquals(new Counts(), counts);
        expected.addFile();
        assertEquals(expected, counts);
        expected.addWord("word");
        assertNotEquals(expected, counts);
        counts.addWord("word");
        counts.omit(Path.of("a"), Omission.LINK);
        assertNotEquals(expected, counts);
        expected.omit(Path.of("a"), Omission.HIDDEN);
        assertNotEquals(expected, counts);
    }

    @Test
    void theMostFrequentWordsComeFirst() {
        for (String word : List.of("c", "b", "c", "a", "b", "d")) expected.addWord(word);
        assertEquals(List.of(Map.entry("b", 2L), Map.entry("c", 2L), Map.entry("a", 1L)), expected.top(3));
        assertEquals(4, expected.top(100).size());
    }
}
