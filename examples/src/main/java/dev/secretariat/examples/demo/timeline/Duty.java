package dev.secretariat.examples.demo.timeline;

import dev.secretariat.examples.demo.stories.Journal.Event;
import dev.secretariat.examples.demo.stories.Journal.What;
import dev.secretariat.examples.demo.workday.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * What a secretary did for a while.
 *
 * @param secretary who, from zero
 * @param entry for whom
 * @param span when
 */
record Duty(int secretary, Entry entry, Span span) {
    /** Returns all that was done; minutes of the same work that follow each other without a pause are joined. */
    static List<Duty> all(int secretaries, List<Event> events) {
        List<Duty> all = new ArrayList<>();
        for (int secretary = 0; secretary < secretaries; secretary++) all.addAll(of(secretary, events));
        return List.copyOf(all);
    }

    private static List<Duty> of(int secretary, List<Event> events) {
        List<Duty> duties = new ArrayList<>();
        for (Event event : events) {
            if (event.what() != What.WORKED || event.secretary() != secretary) continue;
            Duty next = new Duty(secretary, event.entry(), new Span(event.from(), event.to()));
            int last = duties.size() - 1;
            if (last >= 0 && duties.get(last).isContinuedBy(next)) {
                duties.set(last, duties.get(last).until(next));
            } else {
                duties.add(next);
            }
        }
        return duties;
    }

    private boolean isContinuedBy(Duty next) {
        return entry.equals(next.entry) && span.to().equals(next.span.from());
    }

    private Duty until(Duty next) {
        return new Duty(secretary, entry, new Span(span.from(), next.span.to()));
    }
}
