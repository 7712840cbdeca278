package dev.secretariat.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * Producers, and two workers who move what is there or go to sleep. Who finds the token taken moves
 * nothing, so a move has no sequential specification: instead the books are looked at when all is quiet.
 */
public abstract class InjectionScenario {
    private static final int WORKERS = 2;

    interface Subject {
        void add(Integer element);

        boolean isEmpty();

        int moveTo(LocalQueue<Integer> own, int max);
    }

    /** What the callers of the queue leave out. */
    enum Forgotten {
        NOTHING,
        TO_LOOK_AGAIN_AFTER_FALLING_ASLEEP,
        TO_WAKE
    }

    private final Subject queue;
    private final Forgotten forgotten;
    private final AtomicIntegerArray asleep = new AtomicIntegerArray(WORKERS);
    private final AtomicIntegerArray numbers = new AtomicIntegerArray(1);
    private final List<LocalQueue<Integer>> own = new ArrayList<>();

    InjectionScenario(Subject queue, Forgotten forgotten) {
        this.queue = queue;
        this.forgotten = forgotten;
        for (int i = 0; i < WORKERS; i++) own.add(new LocalQueue<>(2));
    }

    @Operation
    public final void add() {
        queue.add(numbers.getAndIncrement(0));
        if (forgotten != Forgotten.TO_WAKE) signal();
    }

    @Operation(nonParallelGroup = "first")
    public final void workFirst() {
        work(0);
    }

    @Operation(nonParallelGroup = "second")
    public final void workSecond() {
        work(1);
    }

    private void work(int worker) {
        if (asleep.get(worker) == 1) return;
        if (queue.moveTo(own.get(worker), 1) > 0) {
            if (!queue.isEmpty()) signal();
            return;
        }
        asleep.set(worker, 1);
        if (forgotten != Forgotten.TO_LOOK_AGAIN_AFTER_FALLING_ASLEEP && !queue.isEmpty()) signal();
    }

    /** Wakes one who sleeps. */
    private void signal() {
        for (int i = 0; i < WORKERS; i++) {
            if (asleep.get(i) == 1 && asleep.compareAndSet(i, 1, 0)) return;
        }
    }

    @Validate
    public final void nobodySleepsBesideAnElementAndEachIsMovedOnce() {
        boolean allAsleep = asleep.get(0) == 1 && asleep.get(1) == 1;
        if (allAsleep && !queue.isEmpty()) throw new IllegalStateException("all sleep, and it is not empty");
        int[] times = new int[numbers.get(0)];
        LocalQueue<Integer> rest = new LocalQueue<>(2);
        queue.moveTo(rest, times.length);
        if (!queue.isEmpty()) throw new IllegalStateException("the token was not put back");
        List<LocalQueue<Integer>> all = new ArrayList<>(own);
        all.add(rest);
        for (LocalQueue<Integer> one : all) {
            for (Integer next = one.poll(); next != null; next = one.poll()) times[next]++;
        }
        for (int count : times) if (count != 1) throw new IllegalStateException("moved " + count + " times");
    }
}
