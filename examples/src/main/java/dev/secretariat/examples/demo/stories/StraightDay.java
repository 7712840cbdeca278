package dev.secretariat.examples.demo.stories;

import dev.secretariat.Task;
import dev.secretariat.examples.demo.stories.Journal.What;
import dev.secretariat.examples.demo.workday.Appointment;
import dev.secretariat.examples.demo.workday.TimeOfDay;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The work of the day in a straight line: what {@link AnswerPhone}, {@link KeepAppointments} and {@link FetchFile} do in steps. */
final class StraightDay {
    private final Day day;

    private StraightDay(Day day) {
        this.day = day;
    }

    static Task<Void> answerPhone(Day day) {
        return Fibers.run(new StraightDay(day)::answerPhone);
    }

    static Task<Void> keepAppointments(Day day) {
        return Fibers.run(new StraightDay(day)::keepAppointments);
    }

    static Task<String> fetchFile(
            Day day, Appointment appointment, Function<String, CompletableFuture<String>> archive) {
        return Fibers.task(fiber -> new StraightDay(day).fetchFile(fiber, appointment, archive));
    }

    private void answerPhone(Fiber fiber) throws Exception {
        for (; ; ) {
            Phone.Ring ring = day.phone().answer();
            if (ring != null) {
                day.note(
                        What.ANSWERED, ring.call(), ring.since(), fiber.worker().index());
                finish(fiber, new Job(day, ring.call()));
            } else if (day.phone().isUnplugged()) {
                return;
            } else {
                fiber.await(day.phone().ringing());
            }
        }
    }

    private void keepAppointments(Fiber fiber) throws Exception {
        for (Appointment appointment : day.workday().appointments()) {
            awaitTime(fiber, appointment.time());
            day.note(
                    What.BEGINS, appointment, appointment.time(), fiber.worker().index());
            finish(fiber, new Job(day, appointment));
        }
    }

    private String fetchFile(
            Fiber fiber, Appointment appointment, Function<String, CompletableFuture<String>> archive) {
        awaitTime(fiber, appointment.time().plus(-FetchFile.AHEAD));
        TimeOfDay asked = day.clock().now();
        day.note(What.FILE_ASKED, appointment);
        String file = fiber.await(archive.apply(appointment.name()));
        day.note(What.FILE_FOUND, appointment, asked);
        return file;
    }

    private void awaitTime(Fiber fiber, TimeOfDay time) {
        while (day.clock().isBefore(time)) fiber.await(day.clock().deadline(time));
    }

    private static void finish(Fiber fiber, Job job) throws Exception {
        while (!job.isFinished()) {
            workAMinute(fiber, job);
            fiber.yieldNow(); // someone else's turn
        }
    }

    /**
     * Works, inside a fork. Where the program would compute, {@link WallClock#pass} parks the thread; and a body that is parked
     * may let its worker go on with others, but for one with a fork: then she would work for two at a time.
     */
    private static void workAMinute(Fiber fiber, Job job) throws Exception {
        int secretary = fiber.worker().index();
        fiber.worker().join(fiber.worker().forkRun(worker -> job.workAMinute(secretary)));
    }
}
