package dev.secretariat.examples.demo.timeline;

import dev.secretariat.examples.demo.workday.Entry;
import dev.secretariat.examples.demo.workday.TimeOfDay;
import java.util.List;
import java.util.Optional;

/**
 * A bar of a lane, which may have gaps.
 *
 * @param kind its class in the markup
 * @param name whose bar it is
 * @param from when it begins
 * @param isMissed whether a call or appointment came to nothing
 * @param waiting when it is hatched
 * @param work when it is filled
 */
record Bar(String kind, String name, TimeOfDay from, boolean isMissed, Optional<Span> waiting, List<Span> work) {
    private static final int MAX_LABEL_LENGTH = 30;

    static Bar of(String kind, Service service) {
        Entry entry = service.entry();
        TimeOfDay from = service.waiting().map(Span::from).orElse(entry.time());
        return new Bar(kind, entry.name(), from, !service.isComplete(), service.waiting(), service.work());
    }

    static Bar ofSearch(String name, Span search) {
        return new Bar("file", name, search.from(), false, Optional.empty(), List.of(search));
    }

    /** Returns the name, shortened if it would leave no room for others. */
    String label() {
        String label = name;
        if (name.codePointCount(0, name.length()) > MAX_LABEL_LENGTH) {
            label = name.substring(0, name.offsetByCodePoints(0, MAX_LABEL_LENGTH - 1)) + "…";
        }
        return isMissed ? label + " ✕" : label;
    }

    /** Returns all there is to say, for those who point at the bar. */
    String title() {
        StringBuilder title = new StringBuilder(name);
        waiting.filter(span -> span.minutes() > 0)
                .ifPresent(span -> title.append(", waiting ").append(text(span)));
        if (!work.isEmpty()) {
            Span whole = new Span(work.get(0).from(), work.get(work.size() - 1).to());
            title.append(", ").append(text(whole));
        }
        return isMissed ? title.append(", missed").toString() : title.toString();
    }

    private static String text(Span span) {
        return span.from() + "–" + span.to();
    }
}
