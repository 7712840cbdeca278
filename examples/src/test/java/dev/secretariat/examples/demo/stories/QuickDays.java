package dev.secretariat.examples.demo.stories;

import dev.secretariat.Scheduler;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Ticker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.examples.demo.stories.Journal.Event;
import dev.secretariat.examples.demo.workday.Appointment;
import dev.secretariat.examples.demo.workday.Workday;
import dev.secretariat.examples.schedulers.ExecutorScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lives a workday in no time, and always in the same way: whoever waits for the clock, the secretary at
 * work or the idle office, makes it go on, and the town has its turn at each moment when something is
 * to happen there.
 */
public final class QuickDays {
    private QuickDays() {}

    /** Lives the day, and returns its journal. */
    public static List<Event> live(DayStory story, Workday workday) throws Exception {
        if (story instanceof ManyWays) return liveWithArchive(workday);
        if (story instanceof TwoSecretaries) return liveByTwo(workday);
        try (LeapingTicker ticker = new LeapingTicker()) {
            Day day = begin(workday, ticker.town);
            story.live(day);
            return day.events();
        }
    }

    private static List<Event> liveWithArchive(Workday workday) throws Exception {
        int tasks = 2 + workday.appointments().size();
        try (LeapingOffice office = new LeapingOffice(1, tasks)) {
            Day day = begin(workday, office.town());
            ManyWays.live(day, office, visitor -> office.search(visitor, day.clock()));
            return day.events();
        }
    }

    private static List<Event> liveByTwo(Workday workday) throws Exception {
        try (LeapingOffice office = new LeapingOffice(2, 2)) {
            Day day = begin(workday, office.town());
            try (Scheduler scheduler = new ExecutorScheduler(office)) {
                TwoSecretaries.live(day, scheduler);
            }
            return day.events();
        }
    }

    /** Lives the day of {@link ManyWays} with fibers, on the same scheduler. */
    static List<Event> liveStraightWithArchive(Workday workday) throws Exception {
        int tasks = 2 + workday.appointments().size();
        try (LeapingOffice office = new LeapingOffice(1, tasks)) {
            Day day = begin(workday, office.town());
            try (Scheduler scheduler = new ExecutorScheduler(office)) {
                List<TaskHandle<?>> handles = new ArrayList<>();
                handles.add(scheduler.submit("phone", StraightDay.answerPhone(day)));
                handles.add(scheduler.submit("desk", StraightDay.keepAppointments(day)));
                for (Appointment appointment : workday.appointments()) {
                    Task<String> fetch =
                            StraightDay.fetchFile(day, appointment, visitor -> office.search(visitor, day.clock()));
                    handles.add(scheduler.submit("file", fetch));
                }
                for (TaskHandle<?> handle : handles) handle.join();
            }
            return day.events();
        }
    }

    /** Lives the day of {@link TwoSecretaries} with fibers, on the same scheduler. */
    static List<Event> liveStraightByTwo(Workday workday) throws Exception {
        try (LeapingOffice office = new LeapingOffice(2, 2)) {
            Day day = begin(workday, office.town());
            try (Scheduler scheduler = new ExecutorScheduler(office)) {
                GreenThreads.live(day, scheduler);
            }
            return day.events();
        }
    }

    private static Day begin(Workday workday, Scheduler town) {
        return Day.begin(workday, town, Duration.ofMinutes(1), event -> {});
    }

    /** A ticker that leaps to the next moment instead of waiting for it. */
    private static final class LeapingTicker implements Ticker, AutoCloseable {
        private final ExecutorService townThread = Executors.newSingleThreadExecutor();
        private final CooperativeScheduler town =
                CooperativeScheduler.builder().name("town").ticker(this).build();
        private final AtomicLong now = new AtomicLong(-1_000); // not zero, that would hide mistakes

        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public void parkUntil(Object blocker, long untilNanos) {
            CompletableFuture.runAsync(() -> leap(untilNanos), townThread).join();
        }

        /** To the next moment of the town's or to the given time, whichever comes first. */
        private void leap(long untilNanos) {
            if (town.runUntilIdle() > 0) return; // somebody in the office may have been woken
            Duration untilNext = town.runFor(Duration.ZERO);
            boolean comes = untilNext.compareTo(Duration.ofDays(3)) < 0;
            long wait = untilNanos - now.get();
            if (comes) wait = Math.min(wait, untilNext.toNanos());
            if (wait > Duration.ofDays(3).toNanos()) throw new AssertionError("nobody will ever wake");
            now.addAndGet(Math.max(0, wait));
            town.runUntilIdle();
        }

        @Override
        public void close() {
            townThread.shutdown();
            town.close();
        }
    }
}
