package dev.secretariat.examples.demo.stories;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.examples.demo.stories.Journal.What;
import dev.secretariat.examples.demo.workday.Appointment;
import dev.secretariat.examples.demo.workday.TimeOfDay;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the archive for a visitor's file in good time. Until the file comes, the secretary does other things. */
final class FetchFile implements Task<String> {
    /** How many minutes before the appointment. */
    static final int AHEAD = 15;

    private final Day day;
    private final Appointment appointment;
    private final Function<String, CompletableFuture<String>> archive;
    private TimeOfDay asked;
    private @Nullable Promise<String> file;

    FetchFile(Day day, Appointment appointment, Function<String, CompletableFuture<String>> archive) {
        this.day = day;
        this.appointment = appointment;
        this.archive = archive;
        this.asked = appointment.time().plus(-AHEAD);
    }

    @Override
    public Step<String> step(Worker worker) {
        if (day.clock().isBefore(asked)) return Step.await(day.clock().deadline(asked));
        if (file == null) {
            asked = day.clock().now();
            day.note(What.FILE_ASKED, appointment);
            file = Promise.from(archive.apply(appointment.name()));
        }
        if (!file.isDone()) return Step.await(file);
        day.note(What.FILE_FOUND, appointment, asked);
        return Step.done(file.result());
    }
}
