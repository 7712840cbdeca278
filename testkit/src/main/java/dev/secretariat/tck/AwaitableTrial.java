package dev.secretariat.tck;

import dev.secretariat.Ticker;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** What one test of an awaitable works with: fresh ones, wakers, another thread, and waits that end. */
final class AwaitableTrial {
    /** So many rounds at least, of what two threads do at the same time: on one core, each takes a slice of time. */
    private static final int MIN_ROUNDS = 300;

    private static final int MAX_ROUNDS = 20_000;
    private static final long ROUNDS_NANOS = 500_000_000;

    /** Looks before it gives its processor away: most of what is waited for comes within microseconds. */
    private static final int SPINS = 10_000;

    private final AwaitableTck kit;
    private final Points points;
    private @Nullable Firer firer;

    AwaitableTrial(AwaitableTck kit, Points points) {
        this.kit = kit;
        this.points = points;
    }

    Subject fresh() {
        return Objects.requireNonNull(kit.create(), "create() returned null");
    }

    /** Skips a test that is about awaitables of which each event wakes one. */
    void assumeWakingOne() {
        Assumptions.assumeTrue(fresh().isWakingOne(), "skipped: an event wakes all");
    }

    /** Skips a test that is about awaitables of which each event wakes all. */
    void assumeWakingAll() {
        Assumptions.assumeFalse(fresh().isWakingOne(), "skipped: an event wakes one");
    }

    CountingWaker waker() {
        return new CountingWaker(points, null);
    }

    /** Returns a waker that does something when it is woken first. */
    CountingWaker waker(Runnable onWake) {
        return new CountingWaker(points, onWake);
    }

    List<CountingWaker> wakers(int count) {
        List<CountingWaker> wakers = new ArrayList<>();
        for (int i = 0; i < count; i++) wakers.add(waker());
        return wakers;
    }

    Points points() {
        return points;
    }

    // ---- Waiting ----

    /** Waits for what other threads do. */
    @SuppressWarnings("ThreadPriorityCheck") // on one core, the other thread needs it
    void until(String subject, BooleanSupplier condition) {
        long start = Ticker.system().nanos();
        for (int spins = 0; !condition.getAsBoolean(); spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else if (Ticker.system().nanos() - start > kit.patience().toNanos()) {
                throw new AssertionError("waited for " + kit.patience() + " in vain: " + subject);
            } else {
                Thread.yield();
            }
        }
    }

    void untilWoken(CountingWaker waker, String who) {
        if (!waker.isWoken()) until("a wake of " + who, waker::isWoken);
    }

    // ---- Other threads ----

    /** Does something again and again, as it depends on what two threads do at the same time. */
    void rounds(IntConsumer round) {
        long start = Ticker.system().nanos();
        for (int i = 0; i < MAX_ROUNDS; i++) {
            if (i >= MIN_ROUNDS && Ticker.system().nanos() - start > ROUNDS_NANOS) return;
            round.accept(i);
        }
    }

    /** Lets an event happen on another thread while the test goes on; see {@link Firing}. */
    Firing fire(Runnable event, int afterTurns) {
        Firer beside = firer;
        if (beside == null) firer = beside = new Firer();
        return beside.begin(event, afterTurns);
    }

    /** Waits until an event on another thread is over, and throws what it has thrown. */
    void await(Firing firing) {
        if (!firing.hasEnded()) until("the end of the event on another thread", firing::hasEnded);
        Throwable thrown = firing.thrown();
        if (thrown != null) throw new AssertionError("the event has thrown " + thrown, thrown);
    }

    /** Runs something on another thread, and says whether it has returned in time; throws what it throws. */
    boolean returns(Runnable call) {
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(
                () -> {
                    try {
                        call.run();
                    } catch (Throwable failure) {
                        thrown[0] = failure;
                    }
                },
                "another thread");
        thread.setDaemon(true);
        thread.start();
        if (!hasEnded(thread, kit.patience())) return false;
        if (thrown[0] != null) throw new AssertionError("it has thrown " + thrown[0], thrown[0]);
        return true;
    }

    private static boolean hasEnded(Thread thread, Duration limit) {
        try {
            thread.join(Math.max(1, limit.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    // ---- Memory ----

    /** Collects garbage until so few are left, and fails if more stay; skips the test on a JVM that does not collect on demand. */
    void untilCollected(List<? extends WeakReference<?>> references, int left, String subject) {
        WeakReference<Object> canary = new WeakReference<>(new Object());
        long start = Ticker.system().nanos();
        while (alive(references) > left) {
            System.gc();
            if (Ticker.system().nanos() - start < kit.patience().toNanos()) continue;
            Assumptions.assumeTrue(canary.get() == null, "skipped: this JVM does not collect garbage when asked to");
            throw new AssertionError(subject + ": " + alive(references) + " of " + references.size() + " are kept");
        }
    }

    private static long alive(List<? extends WeakReference<?>> references) {
        return references.stream().filter(reference -> reference.get() != null).count();
    }

    void end() {
        Firer beside = firer;
        if (beside != null) beside.close();
    }
}
