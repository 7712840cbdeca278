package dev.secretariat.examples.demo.stories;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.examples.demo.stories.Journal.What;
import dev.secretariat.examples.demo.workday.Appointment;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Keeps one appointment after the other, at the desk. */
public final class KeepAppointments implements Task<Void> {
    private final Day day;
    private final Iterator<Appointment> appointments;
    private @Nullable Job next;

    /** Creates the task for the appointments of this day. */
    public KeepAppointments(Day day) {
        this.day = day;
        this.appointments = day.workday().appointments().iterator();
    }

    @Override
    public Step<Void> step(Worker worker) {
        if (next == null) {
            if (!appointments.hasNext()) return Step.done();
            next = new Job(day, appointments.next());
        }
        if (day.clock().isBefore(next.time())) return Step.await(day.clock().deadline(next.time()));
        if (!next.isBegun()) day.note(What.BEGINS, next.entry(), next.time(), worker.index());
        next.workAMinute(worker.index());
        if (next.isFinished()) next = null;
        return Step.yieldNow(); // someone else's turn
    }
}
