package dev.secretariat.examples.demo.stories;

import dev.secretariat.Scheduler;
import dev.secretariat.TaskHandle;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.fiber.Fibers;

/** The same work in a straight line, by the same secretary. */
public final class GreenThreads implements DayStory {
    @Override
    public String name() {
        return "green-threads";
    }

    @Override
    public String title() {
        return "Green threads";
    }

    @Override
    public String lesson() {
        return "Phone and desk once more, each written in a straight line, as without logistics: it waits in its"
                + " middle, for a ring or for a time, and the secretary does other things meanwhile. The library cuts it"
                + " into the same pieces; what comes of it is the same, minute by minute.";
    }

    @Override
    public void warmUp() throws InterruptedException {
        try (Scheduler office = CooperativeScheduler.create()) {
            office.submit(Fibers.run(fiber -> {
                        fiber.worker().join(fiber.worker().forkRun(worker -> {}));
                        fiber.yieldNow();
                    }))
                    .join();
        }
    }

    @Override
    public void live(Day day) throws InterruptedException {
        try (Scheduler office = CooperativeScheduler.builder()
                .name("office")
                .ticker(day.clock().ticker())
                .build()) {
            live(day, office);
        }
    }

    static void live(Day day, Scheduler office) throws InterruptedException {
        TaskHandle<Void> phone = office.submit("phone", StraightDay.answerPhone(day));
        TaskHandle<Void> desk = office.submit("desk", StraightDay.keepAppointments(day));
        phone.join();
        desk.join();
    }
}
