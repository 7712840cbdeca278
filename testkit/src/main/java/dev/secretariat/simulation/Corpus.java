package dev.secretariat.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Schedules that are worth another run, in a file: one a line, with what they are for after a {@code #}; other lines are empty, or begin with that.
 *
 * <pre>{@code
 * # withdrawals
 * 17:1x2,2,1     # java.lang.AssertionError: expected: <40> but was: <70>
 * }</pre>
 *
 * @param file where they are; there may be none yet
 */
record Corpus(Path file) {
    Corpus {
        Objects.requireNonNull(file, "file");
    }

    /**
     * A line with a schedule.
     *
     * @param number from 1
     */
    record Line(int number, Schedule schedule) {}

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if a line is no schedule; says which, and what is wrong with it
     * @throws UncheckedIOException if the file cannot be read
     */
    List<Line> lines() {
        if (!Files.exists(file)) return List.of();
        List<String> all;
        try {
            all = Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the corpus " + file + " cannot be read: " + unreadable, unreadable);
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String text = all.get(i).replaceFirst("#.*", "").trim();
            if (!text.isEmpty()) lines.add(new Line(i + 1, parsed(text, i + 1)));
        }
        return lines;
    }

    private Schedule parsed(String text, int number) {
        try {
            return Schedule.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("line " + number + " of " + file + " is " + wrong.getMessage(), wrong);
        }
    }

    /** Adds one, unless it is there already. */
    void add(Schedule schedule, String why) {
        if (lines().stream().anyMatch(line -> line.schedule().equals(schedule))) return;
        String line = schedule + "     # " + TraceLine.inOneLine(why) + System.lineSeparator();
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) Files.createDirectories(folder);
            Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("the corpus " + file + " cannot be written: " + unwritable, unwritable);
        }
    }
}
