package dev.secretariat.examples.demo.stories;

import dev.secretariat.Awaitable;
import dev.secretariat.examples.demo.stories.Journal.What;
import dev.secretariat.examples.demo.workday.Appointment;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** The secretary does one thing, waiting included, and then the next, without tasks or a scheduler. */
public final class WithoutLogistics implements DayStory {
    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final int SECRETARY = 0;

    @Override
    public String name() {
        return "without-logistics";
    }

    @Override
    public String title() {
        return "Without logistics";
    }

    @Override
    public String lesson() {
        return "The secretary sits and waits for the time of the appointment, keeps it, and only then"
                + " turns to the ringing phone.";
    }

    @Override
    public void live(Day day) throws InterruptedException {
        for (Appointment appointment : day.workday().appointments()) {
            day.clock().pass(appointment.time()); // idle, whoever calls
            day.note(What.BEGINS, appointment, appointment.time(), SECRETARY);
            finish(new Job(day, appointment));
            answerCalls(day);
        }
        while (!day.phone().isUnplugged()) {
            awaitRing(day);
            answerCalls(day);
        }
    }

    private static void awaitRing(Day day) throws InterruptedException {
        try {
            Awaitable.block(day.phone().ringing(), FOR_EVER, day.clock().ticker());
        } catch (TimeoutException e) {
            throw new AssertionError("for ever is over", e);
        }
    }

    private static void answerCalls(Day day) {
        Phone phone = day.phone();
        for (Phone.Ring ring = phone.answer(); ring != null; ring = phone.answer()) {
            day.note(What.ANSWERED, ring.call(), ring.since(), SECRETARY);
            finish(new Job(day, ring.call()));
        }
    }

    private static void finish(Job job) {
        while (!job.isFinished()) job.workAMinute(SECRETARY);
    }
}
