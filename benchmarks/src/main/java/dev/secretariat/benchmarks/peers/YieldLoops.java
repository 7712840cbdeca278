package dev.secretariat.benchmarks.peers;

import dev.secretariat.cooperative.CooperativeScheduler;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Opens the single-threaded loops by name. */
public final class YieldLoops {
    private YieldLoops() {}

    /**
     * Opens a loop.
     *
     * @throws IllegalArgumentException if the peer has none
     */
    public static YieldLoop open(Peer peer) {
        return switch (peer) {
            case SECRETARIAT -> YieldLoops::cooperative;
            case SINGLE_THREAD -> new SingleThread();
            case KOTLIN_LOOP -> new KotlinLoop();
            case RING -> YieldLoops::ring;
            default -> throw new IllegalArgumentException(peer.id() + " has no single-threaded loop");
        };
    }

    private static void cooperative(int tasks, int yields, Finish finish) {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        for (int i = 0; i < tasks; i++) scheduler.submit(new SecretariatContestant.Yielding(yields, finish));
        scheduler.runUntilIdle();
        scheduler.close();
    }

    private static void ring(int tasks, int yields, Finish finish) {
        Queue<Runnable> ring = new ArrayDeque<>();
        for (int i = 0; i < tasks; i++) ring.add(new ExecutorContestant.Yielding(ring::add, yields, finish));
        for (Runnable next = ring.poll(); next != null; next = ring.poll()) next.run();
    }

    /** An executor, which has to hand the work to its thread; that is one wake-up in the whole run. */
    private static final class SingleThread implements YieldLoop {
        private final ExecutorService executor = Executors.newSingleThreadExecutor();
        private final Contestant contestant = new ExecutorContestant(executor, () -> Pools.stop(executor));

        @Override
        public void run(int tasks, int yields, Finish finish) throws InterruptedException {
            contestant.yieldMany(tasks, yields, finish);
            finish.await();
        }

        @Override
        public void close() {
            contestant.close();
        }
    }
}
