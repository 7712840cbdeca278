package dev.secretariat.examples.demo.stories;

import dev.secretariat.Scheduler;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.parallel.ParallelScheduler;

/** The same tasks once more, and two who do them. */
public final class TwoSecretaries implements DayStory {
    private static final int SECRETARIES = 2;

    @Override
    public String name() {
        return "two-secretaries";
    }

    @Override
    public String title() {
        return "Two secretaries";
    }

    @Override
    public String lesson() {
        return "While one is on the phone, the other is at the desk, in the same instant: this is parallelism."
                + " The tasks are the same, only the scheduler has two workers. Nobody tells them who does"
                + " what: whoever is free takes what is ready.";
    }

    @Override
    public int secretaries() {
        return SECRETARIES;
    }

    @Override
    public void warmUp() throws InterruptedException {
        try (Scheduler office = ParallelScheduler.builder().workers(SECRETARIES).start()) {
            office.submit(Task.run(() -> {})).join();
        }
    }

    @Override
    public void live(Day day) throws InterruptedException {
        try (Scheduler office = ParallelScheduler.builder()
                .name("office")
                .workers(SECRETARIES)
                .ticker(day.clock().ticker())
                .start()) {
            live(day, office);
        }
    }

    static void live(Day day, Scheduler office) throws InterruptedException {
        TaskHandle<Void> phone = office.submit("phone", new AnswerPhone(day));
        TaskHandle<Void> desk = office.submit("desk", new KeepAppointments(day));
        phone.join();
        desk.join();
    }
}
