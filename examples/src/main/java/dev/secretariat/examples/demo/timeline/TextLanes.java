package dev.secretariat.examples.demo.timeline;

import dev.secretariat.examples.demo.paperwork.Shift;
import dev.secretariat.examples.demo.paperwork.Stretch;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a shift as text: a line for each secretary, a character for every few minutes, which is the number of
 * the task she was at. Tasks that alternate within a character get their share of the characters around it.
 */
final class TextLanes {
    private static final int WIDTH = 72;
    private static final char IDLE = '.';

    private final Shift shift;
    private final int minutesPerCharacter;

    TextLanes(Shift shift, double longest) {
        this.shift = shift;
        this.minutesPerCharacter = Math.max(1, (int) Math.ceil(longest / WIDTH));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int secretary = 0; secretary < shift.plan().secretaries(); secretary++) lines.add(line(secretary));
        return lines;
    }

    private String line(int secretary) {
        List<Stretch> own = shift.stretches().stream()
                .filter(stretch -> stretch.secretary() == secretary)
                .toList();
        double[] owed = new double[shift.tasks().size() + 1]; // minutes not shown yet; the last are idle
        int idle = owed.length - 1;
        StringBuilder line = new StringBuilder();
        for (int from = 0; from < shift.minutes(); from += minutesPerCharacter) {
            owed[idle] += minutesPerCharacter;
            for (Stretch stretch : own) {
                double minutes = overlap(stretch, from, from + minutesPerCharacter);
                owed[shift.tasks().indexOf(stretch.task())] += minutes;
                owed[idle] -= minutes;
            }
            int most = indexOfMost(owed);
            owed[most] -= minutesPerCharacter;
            line.append(most == idle ? IDLE : Character.forDigit(most + 1, Character.MAX_RADIX));
        }
        return line.toString();
    }

    private static double overlap(Stretch stretch, double from, double to) {
        return Math.max(0, Math.min(stretch.to(), to) - Math.max(stretch.from(), from));
    }

    private static int indexOfMost(double[] owed) {
        int most = 0;
        for (int i = 1; i < owed.length; i++) {
            if (owed[i] > owed[most]) most = i;
        }
        return most;
    }
}
