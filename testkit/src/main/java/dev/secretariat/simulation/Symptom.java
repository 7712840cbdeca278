package dev.secretariat.simulation;

import dev.secretariat.reports.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a failure is recognized by: of what was thrown, and of its causes, the type, the message and the first line
 * of the user's own code. Two failures in one line with different numbers in their messages count as different;
 * only identity hash codes, which no two runs share, do not count.
 *
 * <p>The simulation's own findings are recognized by whom they name instead: their messages count steps.
 *
 * @param parts of the failure and its causes, in this order, after those of failures that came before it
 */
record Symptom(List<Part> parts) {
    /**
     * Deeper causes are not looked at: the first few tell one failure from another, and each more is one that a smaller
     * program would have to show, too. A chain of causes may be a circle.
     */
    private static final int MAX_DEPTH = 5;

    /**
     * One link of a chain of causes.
     *
     * @param message null if it does not count
     * @param place null if there is none, or if it does not count
     * @param involved whom a finding of the simulation names; empty for other exceptions
     */
    private record Part(
            Class<?> type,
            @Nullable String message,
            @Nullable StackTraceElement place,
            Set<String> involved) {
        static Part of(Throwable link) {
            if (link instanceof SimulationError found) return new Part(link.getClass(), null, null, found.involved());
            if (link instanceof Story story)
                return new Part(link.getClass(), story.symptom(), UserCode.firstLine(link), Set.of());
            return new Part(link.getClass(), Words.steady(link.getMessage()), UserCode.firstLine(link), Set.of());
        }

        /** Returns whether this shows all that the other one does; of those involved, some are enough. */
        boolean shows(Part other) {
            return type == other.type
                    && (other.message == null || other.message.equals(message))
                    && (other.place == null || other.place.equals(place))
                    && involved.isEmpty() == other.involved.isEmpty()
                    && other.involved.containsAll(involved);
        }

        Part commonWith(Part other) {
            return new Part(
                    type,
                    Objects.equals(message, other.message) ? message : null,
                    Objects.equals(place, other.place) ? place : null,
                    involved);
        }
    }

    static Symptom of(Run failed) {
        List<Part> parts = new ArrayList<>();
        failed.earlierFailures().forEach(earlier -> addChain(earlier, parts));
        addChain(failed.failure().orElseThrow(), parts);
        return new Symptom(List.copyOf(parts));
    }

    private static void addChain(Throwable failure, List<Part> parts) {
        Throwable link = failure;
        for (int depth = 0; link != null && depth < MAX_DEPTH; depth++, link = link.getCause())
            parts.add(Part.of(link));
    }

    /** Returns whether a failed run shows the same symptom. */
    boolean isShownBy(Run run) {
        return run.hasFailed() && of(run).shows(this);
    }

    private boolean shows(Symptom other) {
        if (!hasTypesOf(other)) return false;
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).shows(other.parts.get(i))) return false;
        }
        return true;
    }

    /** Returns whether the types agree, if not the words. */
    boolean hasTypesOf(Symptom other) {
        return types().equals(other.types());
    }

    private List<Class<?>> types() {
        return parts.stream().<Class<?>>map(Part::type).toList();
    }

    /**
     * Returns what is left of a symptom if the same steps have shown it in other words, with a time in them perhaps.
     */
    Symptom commonWith(Symptom other) {
        List<Part> common = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) common.add(parts.get(i).commonWith(other.parts.get(i)));
        return new Symptom(common);
    }
}
