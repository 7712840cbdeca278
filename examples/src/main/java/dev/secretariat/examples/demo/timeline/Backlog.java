package dev.secretariat.examples.demo.timeline;

import dev.secretariat.examples.demo.paperwork.Shift;
import dev.secretariat.examples.demo.stories.PaperworkStory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A story of paperwork as it was measured.
 *
 * @param story which
 * @param cores how many the machine has for this program
 * @param shifts at least one
 */
public record Backlog(PaperworkStory story, int cores, List<Shift> shifts) {
    /** A smaller share of the usable cores than this is not the cost of switching and measuring any more. */
    private static final double MIN_SHARE = 0.85;

    private static final String DISTURBED = " Where \"cores busy\" falls short of the work divided by the best,"
            + " other programs had the cores meanwhile: close them and try again.";

    /** Returns how long the longest shift took, in minutes. */
    double longest() {
        return shifts.stream().mapToDouble(Shift::minutes).max().orElseThrow();
    }

    /** Returns what the figures have to do with the machine. */
    public String explanation() {
        return story.explanation(cores, shifts) + (isDisturbed() ? DISTURBED : "");
    }

    private boolean isDisturbed() {
        return shifts.stream().anyMatch(this::isDisturbed);
    }

    /** Returns whether the work had fewer cores than it could have used. */
    private boolean isDisturbed(Shift shift) {
        double usable = (double) shift.plan().work() / shift.plan().atBest(cores);
        return shift.coresBusy().orElse(usable) < MIN_SHARE * usable;
    }

    /** Returns the tasks and the numbers that stand for them in the timelines. */
    public String legend() {
        List<String> tasks = shifts.get(0).tasks();
        StringBuilder legend = new StringBuilder();
        for (int i = 0; i < tasks.size(); i++)
            legend.append(i + 1).append(" = ").append(tasks.get(i)).append(", ");
        return legend + ". = idle";
    }

    /** Returns the figures of a shift, by their names. */
    public Map<String, String> figures(Shift shift) {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("ideal", shift.plan().ideal() + " min");
        named.put(
                cores == 1 ? "best on 1 core" : "best on " + cores + " cores",
                shift.plan().atBest(cores) + " min");
        named.put("measured", Math.round(shift.minutes()) + " min");
        named.put(
                "cores busy",
                shift.coresBusy().isPresent()
                        ? String.format(Locale.ROOT, "%.2f", shift.coresBusy().getAsDouble())
                        : "–");
        return named;
    }

    /** Returns the timelines of a shift as text, a line for each secretary; all shifts have one scale. */
    public List<String> lines(Shift shift) {
        return new TextLanes(shift, longest()).lines();
    }
}
