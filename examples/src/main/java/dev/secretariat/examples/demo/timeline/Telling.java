package dev.secretariat.examples.demo.timeline;

import dev.secretariat.examples.demo.stories.DayStory;
import dev.secretariat.examples.demo.stories.Journal.Event;
import dev.secretariat.examples.demo.workday.TimeOfDay;
import dev.secretariat.examples.demo.workday.Workday;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A story as it happened.
 *
 * @param story the story
 * @param workday the day on which it happened
 * @param services how everybody was served
 * @param duties what each secretary did
 * @param lines what happened, in words
 * @param end when the last thing happened
 */
public record Telling(
        DayStory story, Workday workday, List<Service> services, List<Duty> duties, List<String> lines, TimeOfDay end) {

    /** Makes a telling of the events of a journal. */
    public static Telling of(DayStory story, Workday workday, List<Event> events) {
        return new Telling(
                story,
                workday,
                Service.all(workday, events),
                Duty.all(story.secretaries(), events),
                events.stream()
                        .map(event -> Narrator.line(event, story.secretaries()))
                        .filter(Objects::nonNull)
                        .toList(),
                events.stream().map(Event::to).max(Comparator.naturalOrder()).orElse(workday.opening()));
    }

    /** Returns the names of those who were served. */
    public List<String> served() {
        return services.stream()
                .filter(Service::isComplete)
                .map(it -> it.entry().name())
                .toList();
    }

    /** Returns what a secretary did. */
    public List<Duty> duties(int secretary) {
        return duties.stream().filter(duty -> duty.secretary() == secretary).toList();
    }

    /** Returns when a secretary did nothing, from the opening to the end. */
    public List<Span> idle(int secretary) {
        List<Span> idle = new ArrayList<>();
        TimeOfDay free = workday.opening();
        for (Duty duty : duties(secretary)) {
            Span busy = duty.span();
            if (free.isBefore(busy.from())) idle.add(new Span(free, busy.from()));
            if (free.isBefore(busy.to())) free = busy.to();
        }
        if (free.isBefore(end)) idle.add(new Span(free, end));
        return idle;
    }
}
