package dev.secretariat.benchmarks.peers;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The end of a kernel, the same for every contestant: tasks arrive, the last one of the last round opens
 * a latch, and the benchmark's thread waits at it.
 *
 * <p>Rounds follow each other inside the scheduler, so that among many operations the benchmark's thread wakes the
 * workers, and is woken by them, only once.
 */
public final class Finish {
    private final int arrivals;
    private final AtomicInteger left;
    private final CountDownLatch end = new CountDownLatch(1);

    /** Only the last task of a round touches it, and the next round's tasks are submitted after that. */
    private int rounds;

    /** When the last one arrived, on the clock of {@link System#nanoTime}; zero until then. */
    private volatile long endNanos;

    /** Creates an end after so many arrivals. */
    public Finish(int arrivals) {
        this(arrivals, 1);
    }

    /** Creates an end after so many rounds of so many arrivals. */
    public Finish(int arrivals, int rounds) {
        this.arrivals = arrivals;
        this.rounds = rounds;
        this.left = new AtomicInteger(arrivals);
    }

    /**
     * Notes that a task has come to its end.
     *
     * @return whether it was the last of its round and another round follows, which the caller has to begin
     */
    public boolean arrive() {
        if (left.decrementAndGet() != 0) return false;
        if (--rounds == 0) {
            endNanos = System.nanoTime();
            end.countDown();
            return false;
        }
        left.set(arrivals);
        return true;
    }

    /** Parks the calling thread until the last arrival. */
    public void await() throws InterruptedException {
        end.await();
    }

    /** Returns when the last one arrived, on the clock of {@link System#nanoTime}; zero if it has not yet. */
    public long endNanos() {
        return endNanos;
    }

    /** Returns how many arrivals the current round lacks; negative if there were too many. */
    public int left() {
        return left.get();
    }
}
