package dev.secretariat.examples.demo.stories;

import dev.secretariat.Scheduler;
import dev.secretariat.TaskHandle;
import dev.secretariat.cooperative.CooperativeScheduler;

/** The same secretary, on the same one thread, with logistics. */
public final class Alternating implements DayStory {
    @Override
    public String name() {
        return "alternating";
    }

    @Override
    public String title() {
        return "One secretary, alternating";
    }

    @Override
    public String lesson() {
        return "Phone and desk are two tasks, divided into pieces of a minute. Whoever waits for something"
                + " gives way; whoever has work takes turns. Still one thread: this is concurrency.";
    }

    @Override
    public void live(Day day) throws InterruptedException {
        try (Scheduler office = CooperativeScheduler.builder()
                .name("office")
                .ticker(day.clock().ticker())
                .build()) {
            TaskHandle<Void> phone = office.submit("phone", new AnswerPhone(day));
            TaskHandle<Void> desk = office.submit("desk", new KeepAppointments(day));
            phone.join(); // it is this thread that works, as long as it waits here
            desk.join();
        }
    }
}
