package dev.secretariat.examples.forks.wordcount;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the words of a file: runs of letters, in lower case. */
final class Words {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]++");

    private Words() {}

    /** Counts the words of a file, or notes why it cannot be counted, but does not fail. */
    static Counts in(Path file) {
        if (Files.isSymbolicLink(file)) return omission(file, Omission.LINK);
        if (Files.exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return omission(file, Omission.SPECIAL);
        }
        try (BufferedReader text = Files.newBufferedReader(file)) { // UTF-8, and strict about it
            return count(text);
        } catch (IOException e) {
            return omission(file, Omission.of(e));
        }
    }

    private static Counts count(BufferedReader text) throws IOException {
        Counts counts = new Counts();
        counts.addFile();
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            if (line.indexOf('\0') >= 0) throw new MalformedInputException(1);
            Matcher word = WORD.matcher(line);
            while (word.find()) counts.addWord(word.group().toLowerCase(Locale.ROOT));
        }
        return counts;
    }

    private static Counts omission(Path file, Omission why) {
        Counts counts = new Counts();
        counts.omit(file, why);
        return counts;
    }
}
