package dev.secretariat.examples.stories;

import dev.secretariat.Task;
import dev.secretariat.Ticker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.examples.stories.Journal.Event;
import dev.secretariat.examples.workday.Workday;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lives a workday in no time, and always in the same way: whoever waits for the clock, the secretary at
 * work or the idle office, makes it go on, and the town has its turn at each moment when something is
 * to happen there.
 */
public final class QuickDays {
    private QuickDays() {}

    /** Lives the day, and returns its journal. */
    public static List<Event> live(Story story, Workday workday) throws Exception {
        try (LeapingTicker ticker = new LeapingTicker()) {
            Day day = Day.begin(workday, ticker.town, Duration.ofMinutes(1), event -> {});
            if (story instanceof ManyWays) liveOnExecutor(day, ticker);
            else story.live(day);
            return day.events();
        }
    }

    private static void liveOnExecutor(Day day, LeapingTicker ticker) throws Exception {
        int tasks = 2 + day.workday().appointments().size();
        LeapingExecutor executor = new LeapingExecutor(ticker, tasks);
        Thread thread = new Thread(executor::run, "the one thread");
        thread.start();
        ManyWays.live(day, executor, visitor -> ticker.search(visitor, day.clock()));
        executor.execute(executor::stop);
        thread.join();
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

        CompletableFuture<String> search(String visitor, WallClock clock) {
            Task<String> search = Task.call(() -> "file of " + visitor);
            return town.schedule(search, clock.minutes(ManyWays.SEARCH)).toCompletableFuture();
        }

        @Override
        public void close() {
            townThread.shutdown();
            town.close();
        }
    }

    /** One thread that leaps when there is nothing to do, once all tasks have been submitted. */
    private static final class LeapingExecutor implements Executor {
        private final LeapingTicker ticker;
        private final int firstCommands;
        private final BlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
        private boolean stopped;

        LeapingExecutor(LeapingTicker ticker, int firstCommands) {
            this.ticker = ticker;
            this.firstCommands = firstCommands;
        }

        @Override
        public void execute(Runnable command) {
            commands.add(command);
        }

        void stop() {
            stopped = true;
        }

        private void run() {
            try {
                List<Runnable> first = new ArrayList<>();
                while (first.size() < firstCommands) first.add(commands.take());
                first.forEach(Runnable::run);
                while (!stopped) {
                    Runnable command = commands.poll();
                    if (command != null) command.run();
                    else
                        ticker.parkUntil(
                                this, ticker.nanos() + Duration.ofDays(2).toNanos());
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
