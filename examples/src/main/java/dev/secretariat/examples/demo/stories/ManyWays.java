package dev.secretariat.examples.demo.stories;

import dev.secretariat.Scheduler;
import dev.secretariat.TaskHandle;
import dev.secretariat.examples.demo.workday.Appointment;
import dev.secretariat.examples.schedulers.ExecutorScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The same tasks once more, on an executor of the JDK, beside an operation that needs no thread. */
public final class ManyWays implements DayStory {
    /** How many minutes the archive needs to find a file. */
    static final int SEARCH_MINUTES = 7;

    @Override
    public String name() {
        return "many-ways";
    }

    @Override
    public String title() {
        return "Many ways";
    }

    @Override
    public String lesson() {
        return "The same two tasks on a java.util.concurrent executor, while an archive looks up the"
                + " visitors' files, each a CompletableFuture. The executor has a single thread: a second"
                + " one could run a step of each task at once, and would be a second secretary.";
    }

    @Override
    public void live(Day day) throws InterruptedException {
        ExecutorService oneThread = Executors.newSingleThreadExecutor();
        try {
            live(day, oneThread, visitor -> search(visitor, day.clock()));
        } finally {
            oneThread.shutdown();
        }
    }

    /** Looks for a file. Any asynchronous operation of the JDK or of a client library could stand here. */
    private static CompletableFuture<String> search(String visitor, WallClock clock) {
        Executor later =
                CompletableFuture.delayedExecutor(clock.minutes(SEARCH_MINUTES).toNanos(), TimeUnit.NANOSECONDS);
        return CompletableFuture.supplyAsync(() -> "file of " + visitor, later);
    }

    static void live(Day day, Executor thread, Function<String, CompletableFuture<String>> archive)
            throws InterruptedException {
        try (Scheduler office = new ExecutorScheduler(thread)) {
            List<TaskHandle<?>> tasks = new ArrayList<>();
            tasks.add(office.submit("phone", new AnswerPhone(day)));
            tasks.add(office.submit("desk", new KeepAppointments(day)));
            for (Appointment appointment : day.workday().appointments()) {
                tasks.add(office.submit("file", new FetchFile(day, appointment, archive)));
            }
            for (TaskHandle<?> task : tasks) task.join();
        }
    }
}
