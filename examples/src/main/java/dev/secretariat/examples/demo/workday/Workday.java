package dev.secretariat.examples.demo.workday;

import java.util.Comparator;
import java.util.List;

/**
 * What a day brings, in the order of time.
 *
 * @param entries at least one
 */
public record Workday(List<Entry> entries) {
    /** Sorts, and refuses a day without entries. */
    public Workday {
        if (entries.isEmpty()) throw new IllegalArgumentException("entries is empty");
        entries = entries.stream().sorted(Comparator.comparing(Entry::time)).toList();
    }

    /** Returns the calls. */
    public List<Call> calls() {
        return only(Call.class);
    }

    /** Returns the appointments. */
    public List<Appointment> appointments() {
        return only(Appointment.class);
    }

    /** Returns when the office opens: at the last full hour before the first entry. */
    public TimeOfDay opening() {
        return entries.get(0).time().fullHour();
    }

    private <E extends Entry> List<E> only(Class<E> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
