package dev.secretariat.benchmarks.peers;

import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** Opens the parking lots by name. */
public final class ParkingLots {
    private ParkingLots() {}

    /**
     * Opens a parking lot.
     *
     * @throws IllegalArgumentException if the peer has none
     */
    public static ParkingLot open(Peer peer, int workers) {
        return switch (peer) {
            case SECRETARIAT -> new Tasks(Contestants.scheduler(workers));
            case VIRTUAL -> new Threads();
            case KOTLIN -> new KotlinParkingLot();
            default -> throw new IllegalArgumentException(peer.id() + " has no tasks that wait");
        };
    }

    private static final class Tasks implements ParkingLot {
        private final Scheduler scheduler;
        private final Promise<Boolean> gate = new Promise<>();
        private final Step<Void> wait = Step.await(gate);

        Tasks(Scheduler scheduler) {
            this.scheduler = scheduler;
        }

        @Override
        public void park(int tasks) throws InterruptedException {
            Finish parked = new Finish(tasks);
            Task<Void> task = worker -> {
                if (gate.isDone()) return Step.done();
                parked.arrive();
                return wait;
            };
            for (int i = 0; i < tasks; i++) scheduler.submit(task);
            parked.await();
        }

        @Override
        public void release() {
            gate.complete(new Outcome.Succeeded<>(true));
            scheduler.close();
        }
    }

    /** Virtual threads, parked without a lock or a latch to queue at. The array is all that their waker needs. */
    private static final class Threads implements ParkingLot {
        private Thread[] threads = {};
        private Finish ended = new Finish(1);
        private volatile boolean open;

        @Override
        public void park(int tasks) throws InterruptedException {
            Finish parked = new Finish(tasks);
            Finish end = new Finish(tasks);
            ended = end;
            Runnable body = () -> {
                parked.arrive();
                while (!open) LockSupport.park();
                end.arrive();
            };
            threads = new Thread[tasks];
            Arrays.setAll(threads, i -> VirtualThreads.start(body));
            parked.await();
        }

        @Override
        public void release() throws InterruptedException {
            open = true;
            for (Thread thread : threads) LockSupport.unpark(thread);
            if (threads.length > 0) ended.await();
        }
    }
}
