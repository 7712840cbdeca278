package dev.secretariat.examples.demo.timeline;

import dev.secretariat.examples.demo.stories.Journal.Event;
import dev.secretariat.examples.demo.stories.Journal.What;
import dev.secretariat.examples.demo.workday.Entry;
import dev.secretariat.examples.demo.workday.TimeOfDay;
import dev.secretariat.examples.demo.workday.Workday;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How somebody was served, as the journal has it.
 *
 * @param entry whose call or appointment it was
 * @param waiting how long it rang, or the visitor waited
 * @param work when the secretary was at it, piece by piece
 * @param search when the archive looked for the file, if it was asked
 * @param end when it was over, if it came to a good end
 */
public record Service(
        Entry entry, Optional<Span> waiting, List<Span> work, Optional<Span> search, Optional<TimeOfDay> end) {

    private static final Set<What> WAITED = Set.of(What.ANSWERED, What.HUNG_UP, What.BEGINS);

    /** Returns one for each entry of the day, also for those that the journal does not mention. */
    static List<Service> all(Workday workday, List<Event> events) {
        return workday.entries().stream().map(entry -> of(entry, events)).toList();
    }

    private static Service of(Entry entry, List<Event> events) {
        List<Event> own =
                events.stream().filter(event -> event.entry().equals(entry)).toList();
        return new Service(
                entry,
                first(own, WAITED),
                joined(own),
                first(own, Set.of(What.FILE_FOUND)),
                first(own, Set.of(What.ENDS)).map(Span::to));
    }

    /** Returns whether all was said that was to be said. */
    public boolean isComplete() {
        return end.isPresent();
    }

    private static Optional<Span> first(List<Event> events, Set<What> kinds) {
        return events.stream()
                .filter(event -> kinds.contains(event.what()))
                .map(event -> new Span(event.from(), event.to()))
                .findFirst();
    }

    /** Returns the spans of work; minutes that follow each other without a pause are one. */
    private static List<Span> joined(List<Event> events) {
        List<Span> spans = new ArrayList<>();
        for (Event event : events) {
            if (event.what() != What.WORKED) continue;
            TimeOfDay from = event.from();
            int last = spans.size() - 1;
            if (last >= 0 && spans.get(last).to().equals(from))
                from = spans.remove(last).from();
            spans.add(new Span(from, event.to()));
        }
        return spans;
    }
}
