package dev.secretariat.examples.demo.paperwork;

import dev.secretariat.Outcome;
import dev.secretariat.Scheduler;
import dev.secretariat.TaskHandle;
import dev.secretariat.Ticker;
import dev.secretariat.Worker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Measures shifts, one after the other: who worked when, and for how much of that time on a core. */
public final class Timesheet {
    private final Pace pace;
    private final Queue<Piece> pieces = new ConcurrentLinkedQueue<>(); // workers add to it

    private record Piece(String task, int secretary, long fromNanos, long toNanos, long coreNanos) {}

    /** Creates an empty timesheet, whose minutes are those of the pace. */
    public Timesheet(Pace pace) {
        this.pace = pace;
    }

    Pace pace() {
        return pace;
    }

    /** Does the work, and notes who did it when. */
    void note(String task, Worker worker, Runnable work) {
        long from = worker.ticker().nanos();
        long coreBefore = CoreTime.ofThisThread();
        work.run();
        long coreNanos = CoreTime.ofThisThread() - coreBefore;
        pieces.add(new Piece(task, worker.index(), from, worker.ticker().nanos(), coreNanos));
    }

    /**
     * Has the tasks done, and returns when they are.
     *
     * @param plan what to expect
     * @param office who does them
     * @param tasks with full trays
     * @throws InterruptedException if the calling thread is interrupted
     */
    public Shift measure(Plan plan, Scheduler office, List<Paperwork> tasks) throws InterruptedException {
        pieces.clear();
        Ticker ticker = office.ticker();
        long begin = ticker.nanos();
        List<TaskHandle<Long>> handles = new ArrayList<>();
        for (Paperwork task : tasks) handles.add(office.submit(task.name(), task));
        for (TaskHandle<Long> handle : handles) handle.join();
        double minutes = pace.minutes(ticker.nanos() - begin);
        Map<String, Outcome<Long>> outcomes = new LinkedHashMap<>();
        for (TaskHandle<Long> handle : handles) outcomes.put(handle.name(), handle.outcome());
        return new Shift(plan, minutes, stretches(begin), outcomes);
    }

    /** Joins pages of the same task, one after the other, to stretches. */
    private List<Stretch> stretches(long begin) {
        List<Piece> sorted = new ArrayList<>(pieces);
        sorted.sort(Comparator.comparingInt(Piece::secretary).thenComparingLong(piece -> piece.fromNanos() - begin));
        List<Stretch> stretches = new ArrayList<>();
        for (Piece piece : sorted) {
            Stretch next = stretch(piece, begin);
            int last = stretches.size() - 1;
            if (last >= 0 && stretches.get(last).isContinuedBy(next)) {
                stretches.set(last, stretches.get(last).with(next));
            } else {
                stretches.add(next);
            }
        }
        return List.copyOf(stretches);
    }

    private Stretch stretch(Piece piece, long begin) {
        return new Stretch(
                piece.task(),
                piece.secretary(),
                pace.minutes(piece.fromNanos() - begin),
                pace.minutes(piece.toNanos() - begin),
                pace.minutes(piece.coreNanos()));
    }
}
