package dev.secretariat.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * The protocol of the README on three workers, whose threads do one thing at a time: take some work, or go to
 * sleep. The state has no sequential specification that would be worth it; instead it is looked at when
 * all is quiet: nobody sleeps beside work, and the word agrees with what everybody does.
 */
public abstract class SleepersScenario {
    private static final int WORKERS = 3;

    interface Subject {
        int wakeForWork();

        int wakeForSlot();

        boolean beginSearch();

        boolean endSearch();

        void fallAsleep(int worker, boolean searching);

        boolean beginWatch();

        void endWatch();
    }

    /** What the callers leave out. */
    enum Forgotten {
        NOTHING,
        TO_LOOK_AFTER_FALLING_ASLEEP,
        TO_LOOK_AFTER_THE_LAST_SEARCH,
        TO_LOOK_AT_THE_SLOTS_AFTER_A_WATCH
    }

    private final Subject sleepers;
    private final Forgotten forgotten;
    private final AtomicInteger work = new AtomicInteger();
    private volatile boolean slotFull;
    private final AtomicIntegerArray asleep = new AtomicIntegerArray(WORKERS);
    private final AtomicIntegerArray searching = new AtomicIntegerArray(WORKERS);
    private final AtomicIntegerArray busy = new AtomicIntegerArray(WORKERS);
    private final AtomicIntegerArray watching = new AtomicIntegerArray(WORKERS);
    private volatile String wrong;

    SleepersScenario(Subject sleepers, Forgotten forgotten) {
        this.sleepers = sleepers;
        this.forgotten = forgotten;
    }

    @Operation
    public final void publish() {
        work.incrementAndGet();
        signal();
    }

    @Operation(nonParallelGroup = "holder")
    public final void fillSlot() {
        slotFull = true;
        woken(sleepers.wakeForSlot());
    }

    @Operation(nonParallelGroup = "holder")
    public final void emptySlot() {
        slotFull = false;
    }

    @Operation(nonParallelGroup = "first")
    public final void turnFirst() {
        turn(0);
    }

    @Operation(nonParallelGroup = "second")
    public final void turnSecond() {
        turn(1);
    }

    @Operation(nonParallelGroup = "third")
    public final void turnThird() {
        turn(2);
    }

    private void signal() {
        woken(sleepers.wakeForWork());
    }

    private void woken(int worker) {
        if (worker == Sleepers.NOBODY) return;
        searching.set(worker, 1);
        if (!asleep.compareAndSet(worker, 1, 0)) wrong = "woken while awake";
    }

    private boolean takeWork() {
        int left = work.get();
        return left > 0 && work.compareAndSet(left, left - 1);
    }

    private void turn(int worker) {
        if (asleep.get(worker) == 1) {
            if (watching.get(worker) == 1) watch(worker);
            return;
        }
        busy.set(worker, 0);
        if (watching.get(worker) == 1) endWatch(worker); // woken
        boolean counted = searching.get(worker) == 1 || sleepers.beginSearch();
        searching.set(worker, 0);
        if (counted && takeWork()) {
            busy.set(worker, 1);
            boolean last = sleepers.endSearch();
            if (last && forgotten != Forgotten.TO_LOOK_AFTER_THE_LAST_SEARCH) {
                if (work.get() > 0) signal();
                else if (slotFull) woken(sleepers.wakeForSlot());
            }
            return;
        }
        asleep.set(worker, 1);
        sleepers.fallAsleep(worker, counted);
        if (forgotten != Forgotten.TO_LOOK_AFTER_FALLING_ASLEEP && work.get() > 0) signal();
        watch(worker);
    }

    /** As in SlotMonitor.isNeeded(), once round. */
    private void watch(int worker) {
        if (slotFull) {
            if (watching.get(worker) == 0 && sleepers.beginWatch()) watching.set(worker, 1);
        } else if (watching.get(worker) == 1) {
            endWatch(worker);
            boolean forgets = forgotten == Forgotten.TO_LOOK_AT_THE_SLOTS_AFTER_A_WATCH;
            if (!forgets && slotFull && sleepers.beginWatch()) watching.set(worker, 1);
        }
    }

    private void endWatch(int worker) {
        watching.set(worker, 0);
        sleepers.endWatch();
    }

    @Validate
    public final void nobodySleepsBesideWork() {
        check(wrong == null, wrong);
        int sleeping = 0;
        int watchers = 0;
        int searchers = 0;
        int occupied = 0;
        for (int i = 0; i < WORKERS; i++) {
            sleeping += asleep.get(i);
            watchers += watching.get(i);
            searchers += searching.get(i);
            occupied += asleep.get(i) + busy.get(i);
        }
        boolean somebodyIsNeeded = sleeping > 0 && occupied == WORKERS && searchers == 0;
        check(work.get() == 0 || !somebodyIsNeeded, "one sleeps beside work, and the others are busy");
        check(!slotFull || watchers > 0 || !somebodyIsNeeded, "nobody watches a full slot");
        check(watchers <= 1, "two watch");
        // The word agrees: after the searchers have ended, each sleeper is on the stack once.
        for (; searchers > 0; searchers--) check(sleepers.endSearch() == (searchers == 1), "miscounted searchers");
        for (; sleeping > 0; sleeping--) {
            int top = sleepers.wakeForWork();
            check(top != Sleepers.NOBODY && asleep.compareAndSet(top, 1, 0), "not the sleepers on the stack");
            check(sleepers.endSearch(), "miscounted searchers");
        }
        check(sleepers.wakeForWork() == Sleepers.NOBODY, "one too many on the stack");
        check(sleepers.beginWatch() == (watchers == 0), "watched by nobody, or not by the watcher");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) throw new IllegalStateException(otherwise);
    }
}
