package dev.secretariat.examples.demo.timeline;

import dev.secretariat.examples.demo.workday.Appointment;
import dev.secretariat.examples.demo.workday.Call;
import dev.secretariat.examples.demo.workday.TimeOfDay;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A story in figures.
 *
 * @param answered how many calls were answered
 * @param missed how many were not
 * @param longestRing for how many minutes the phone rang at most
 * @param lastAppointmentEnd when the last appointment was over; empty if there was none
 * @param atOnce in how many minutes more than one secretary was at work
 * @param idle how many minutes the secretaries did nothing, all together
 */
public record Figures(
        int answered, int missed, int longestRing, Optional<TimeOfDay> lastAppointmentEnd, int atOnce, int idle) {

    /** Counts what happened in a story. */
    public static Figures of(Telling telling) {
        List<Service> calls = calls(telling).toList();
        int answered = (int) calls.stream().filter(Service::isComplete).count();
        return new Figures(
                answered,
                calls.size() - answered,
                calls.stream()
                        .flatMap(it -> it.waiting().stream())
                        .mapToInt(Span::minutes)
                        .max()
                        .orElse(0),
                telling.services().stream()
                        .filter(service -> service.entry() instanceof Appointment)
                        .flatMap(service -> service.end().stream())
                        .max(TimeOfDay::compareTo),
                atOnce(telling),
                IntStream.range(0, telling.story().secretaries())
                        .mapToObj(telling::idle)
                        .flatMap(List::stream)
                        .mapToInt(Span::minutes)
                        .sum());
    }

    private static int atOnce(Telling telling) {
        Map<Integer, Long> workersByMinute = telling.duties().stream()
                .flatMap(duty -> duty.span().eachMinute().boxed())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return (int)
                workersByMinute.values().stream().filter(workers -> workers > 1).count();
    }

    private static Stream<Service> calls(Telling telling) {
        return telling.services().stream().filter(service -> service.entry() instanceof Call);
    }

    /** Returns the figures by their names, in the order in which they should be read. */
    public Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("calls answered", String.valueOf(answered));
        named.put("calls missed", String.valueOf(missed));
        named.put("longest ring", longestRing + " min");
        named.put(
                "last appointment ended",
                lastAppointmentEnd.map(TimeOfDay::toString).orElse("–"));
        named.put("two at work at once", atOnce + " min");
        named.put("idle", idle + " min");
        return named;
    }
}
