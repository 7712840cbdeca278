package dev.secretariat.examples.demo.stories;

import dev.secretariat.Task;
import dev.secretariat.Ticker;
import dev.secretariat.cooperative.CooperativeScheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Threads that run the commands of an office, and a clock that leaps once all of them wait, be it for a
 * command or, at work, for the clock. Before each leap the town has its turn.
 */
final class LeapingOffice implements Ticker, Executor, AutoCloseable {
    private static final long FAR_NANOS = Duration.ofDays(3).toNanos();

    private final CooperativeScheduler town =
            CooperativeScheduler.builder().name("town").ticker(this).build();
    private final int secretaries;
    private final List<Thread> threads = new ArrayList<>();

    // all guarded by this
    private final Queue<Runnable> commands = new ArrayDeque<>();
    private final List<Long> alarms = new ArrayList<>();
    private int commandsToCome; // before the day may begin
    private int idle; // threads that wait for a command; others at work wait for an alarm
    private long now;
    private boolean isClosed;

    /**
     * Opens the office.
     *
     * @param secretaries how many threads it has
     * @param commandsToCome how many tasks are submitted before the day begins
     */
    LeapingOffice(int secretaries, int commandsToCome) {
        this.secretaries = secretaries;
        this.commandsToCome = commandsToCome;
        for (int i = 0; i < secretaries; i++) threads.add(new Thread(this::work, "secretary " + i));
        threads.add(new Thread(this::passTime, "town"));
        threads.forEach(Thread::start);
    }

    CooperativeScheduler town() {
        return town;
    }

    /** What the archive does. */
    CompletableFuture<String> search(String visitor, WallClock clock) {
        Task<String> search = Task.call(() -> "file of " + visitor);
        return town.schedule(search, clock.minutes(ManyWays.SEARCH_MINUTES)).toCompletableFuture();
    }

    @Override
    public synchronized void execute(Runnable command) {
        commands.add(command);
        commandsToCome--;
        notifyAll();
    }

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public synchronized void parkUntil(Object blocker, long untilNanos) {
        if (untilNanos <= now) return;
        alarms.add(untilNanos);
        notifyAll();
        await(() -> now >= untilNanos);
    }

    private void work() {
        for (Runnable command = take(); command != null; command = take()) command.run();
    }

    private synchronized Runnable take() {
        idle++;
        notifyAll();
        await(() -> isClosed || !commands.isEmpty());
        idle--;
        return commands.poll();
    }

    private void passTime() {
        while (awaitTurn()) {
            town.runUntilIdle();
            leap(town.runFor(Duration.ZERO));
        }
    }

    /** False once the office has closed. */
    private synchronized boolean awaitTurn() {
        await(() -> isClosed || (commandsToCome <= 0 && allWait()));
        return !isClosed;
    }

    private boolean allWait() {
        boolean someoneIsCalled = idle > 0 && !commands.isEmpty();
        return idle + alarms.size() == secretaries && !someoneIsCalled;
    }

    /** To whatever comes first, an alarm or something in the town; nowhere if somebody has been woken. */
    private synchronized void leap(Duration untilTown) {
        if (!allWait() || isClosed) return;
        long wait = Math.min(FAR_NANOS, untilTown.compareTo(Duration.ofDays(3)) < 0 ? untilTown.toNanos() : FAR_NANOS);
        for (long alarm : alarms) wait = Math.min(wait, alarm - now);
        if (wait == FAR_NANOS) return;
        now += wait;
        alarms.removeIf(alarm -> alarm <= now);
        notifyAll();
    }

    private synchronized void await(BooleanSupplier condition) {
        try {
            while (!condition.getAsBoolean()) wait();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            notifyAll();
        }
        try {
            for (Thread thread : threads) thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        town.close();
    }
}
