package dev.secretariat.memory;

import static dev.secretariat.memory.FullHeap.until;

import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import dev.secretariat.memory.FullHeap.HeapTrial;
import dev.secretariat.sync.Barrier;
import dev.secretariat.sync.Channel;
import dev.secretariat.sync.ChannelClosedException;
import dev.secretariat.sync.Hold;
import dev.secretariat.sync.Joiner;
import dev.secretariat.sync.Limit;
import dev.secretariat.sync.Permits;
import dev.secretariat.sync.Put;
import dev.secretariat.sync.ReadWriteLock;
import dev.secretariat.sync.Signal;
import dev.secretariat.sync.StepScope;
import dev.secretariat.sync.Strand;
import dev.secretariat.sync.Take;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Trials of {@link FullHeap} with what tasks share. Their steps close what they have, whatever they throw, and are not to be hindered there. */
enum SyncTrial implements HeapTrial {
    PERMITS {
        @Override
        public void run(Scheduler scheduler) throws Exception {
            Permits permits = new Permits(3);
            besideAGlutton(handles -> {
                int count = 1 + handles.size() % 3;
                handles.add(scheduler.submit(new Holder() {
                    @Override
                    Hold request(Worker worker) {
                        return permits.request(worker, count);
                    }
                }));
            });
            until(() -> permits.available() == 3 && permits.waiting() == 0, "the permits: " + permits);
        }
    },
    LOCK {
        @Override
        public void run(Scheduler scheduler) throws Exception {
            ReadWriteLock lock = new ReadWriteLock();
            besideAGlutton(handles -> {
                boolean writes = handles.size() % 3 == 0;
                handles.add(scheduler.submit(new Holder() {
                    @Override
                    Hold request(Worker worker) {
                        return writes ? lock.requestWrite(worker) : lock.requestRead(worker);
                    }
                }));
                Hold hold = lock.tryRead();
                if (hold != null) hold.close();
            });
            until(() -> lock.readers() == 0 && !lock.isWritten() && lock.waiting() == 0, "the lock: " + lock);
        }
    },
    CHANNEL {
        @Override
        public void run(Scheduler scheduler) throws Exception {
            Channel<Object> channel = Channel.bounded(2);
            Channel<Object> wide = Channel.unbounded();
            AtomicInteger left = new AtomicInteger();
            AtomicInteger leftInWide = new AtomicInteger();
            besideAGlutton(
                    handles -> {
                        if (wide.offer(channel)) leftInWide.getAndIncrement();
                        boolean puts = handles.size() % 2 == 0;
                        handles.add(scheduler.submit(puts ? new Putter(channel, left) : new Taker(channel, left)));
                        if (wide.poll() != null) leftInWide.getAndDecrement();
                    },
                    () -> left.getAndAdd(-channel.closeNow().size()));
            until(() -> left.get() == channel.size() && leftInWide.get() == wide.size(), "the channel: " + channel);
        }
    },
    SIGNAL {
        @Override
        public void run(Scheduler scheduler) throws Exception {
            Signal signal = new Signal();
            besideAGlutton(
                    handles -> {
                        handles.add(scheduler.submit(new Listener(signal)));
                        if (handles.size() % 16 == 0) signal.all();
                    },
                    signal::all);
            until(() -> signal.waiting() == 0, "the signal: " + signal);
        }
    },
    BARRIER {
        @Override
        public void run(Scheduler scheduler) throws Exception {
            besideAGlutton(handles -> {
                Barrier barrier = new Barrier(2);
                handles.add(scheduler.submit(new Comer(barrier)));
                leave(barrier);
            });
        }
    },
    SCOPE {
        @Override
        public void run(Scheduler scheduler) throws Exception {
            besideAGlutton(handles -> handles.add(scheduler.submit(new Owner())));
        }
    },
    MAP_CONCURRENT {
        @Override
        public void run(Scheduler scheduler) throws Exception {
            List<Integer> items = List.of(1, 2, 3);
            besideAGlutton(
                    handles -> handles.add(scheduler.submit(Tasks.mapConcurrent(items, 2, item -> new Yields(item)))));
        }
    },
    LIMIT {
        @Override
        public void run(Scheduler scheduler) throws Exception {
            Limit limit = new Limit(scheduler, 1_000_000);
            besideAGlutton(handles -> handles.add(limit.submit(new Yields(1))));
            until(() -> limit.inFlight() == 0, "the limit: " + limit);
        }
    },
    STRAND {
        @Override
        public void run(Scheduler scheduler) throws Exception {
            Strand strand = new Strand(scheduler);
            besideAGlutton(handles -> handles.add(strand.submit(new Yields(1))));
            FullHeap.release();
            strand.submit(Task.run(() -> {})).join(Duration.ofSeconds(30));
        }
    };

    private static void leave(Barrier barrier) {
        while (true) {
            try {
                barrier.leave();
                return;
            } catch (OutOfMemoryError full) {
                Thread.onSpinWait();
            }
        }
    }

    private static void besideAGlutton(Consumer<List<TaskHandle<?>>> submitter) throws Exception {
        besideAGlutton(submitter, () -> {});
    }

    private static void besideAGlutton(Consumer<List<TaskHandle<?>>> submitter, Runnable goesOn) throws Exception {
        FullHeap.besideAGlutton(submitter, goesOn, 6);
    }

    /** Closes what it has at its end, whatever that is. */
    private abstract static class Guarded implements Task<Void> {
        abstract Step<Void> next(Worker worker) throws Exception;

        abstract void close();

        @Override
        public final Step<Void> step(Worker worker) throws Exception {
            try {
                Step<Void> next = next(worker);
                if (next.isDone()) close();
                return next;
            } catch (Throwable thrown) {
                close();
                throw thrown;
            }
        }

        @Override
        public final Step<?> onCancel(Worker worker) {
            close();
            return Step.done();
        }
    }

    private abstract static class Holder extends Guarded {
        private Hold hold;
        private int left = 2;

        abstract Hold request(Worker worker);

        @Override
        Step<Void> next(Worker worker) {
            if (hold == null) hold = request(worker);
            if (!hold.isHeld()) return Step.await(hold);
            return left-- > 0 ? Step.yieldNow() : Step.done();
        }

        @Override
        void close() {
            if (hold != null) hold.close();
        }
    }

    private static final class Putter extends Guarded {
        private final Channel<Object> channel;
        private final AtomicInteger left;
        private Put<Object> put;

        Putter(Channel<Object> channel, AtomicInteger left) {
            this.channel = channel;
            this.left = left;
        }

        @Override
        Step<Void> next(Worker worker) {
            if (put == null) put = channel.requestPut(worker, this);
            return put.isAccepted() ? Step.done() : Step.await(put);
        }

        private boolean isAccepted() {
            try {
                return put.isAccepted();
            } catch (ChannelClosedException | OutOfMemoryError refused) {
                return false;
            }
        }

        @Override
        void close() {
            if (put == null) return;
            put.close();
            if (isAccepted()) left.getAndIncrement();
            put = null;
        }
    }

    private static final class Taker extends Guarded {
        private final Channel<Object> channel;
        private final AtomicInteger left;
        private Take<Object> take;

        Taker(Channel<Object> channel, AtomicInteger left) {
            this.channel = channel;
            this.left = left;
        }

        @Override
        Step<Void> next(Worker worker) {
            if (take == null) take = channel.requestTake(worker);
            if (!take.isThere()) return Step.await(take);
            if (take.get() != null) left.getAndDecrement();
            return Step.done();
        }

        @Override
        void close() {
            if (take != null) take.close();
        }
    }

    private static final class Listener extends Guarded {
        private final Signal signal;
        private Signal.Wait wait;

        Listener(Signal signal) {
            this.signal = signal;
        }

        @Override
        Step<Void> next(Worker worker) {
            if (wait == null) wait = signal.request(worker);
            return wait.isGiven() ? Step.done() : Step.await(wait);
        }

        @Override
        void close() {
            if (wait != null) wait.close();
        }
    }

    private static final class Comer extends Guarded {
        private final Barrier barrier;
        private Barrier.Arrival arrival;

        Comer(Barrier barrier) {
            this.barrier = barrier;
        }

        @Override
        Step<Void> next(Worker worker) {
            if (arrival == null) arrival = barrier.request(worker);
            return arrival.isWaiting() ? Step.await(arrival) : Step.done();
        }

        @Override
        void close() {
            if (arrival != null) arrival.close();
        }
    }

    /** One child that waits for ever, until the other one has ended. Where it fails, it leaves the scope open. */
    private static final class Owner implements Task<Void> {
        private static final Promise<Integer> NEVER = new Promise<>();

        private StepScope<Integer, List<TaskHandle<? extends Integer>>> scope;
        private int forked;

        @Override
        public Step<Void> step(Worker worker) throws Exception {
            // Until any has ended: the other one may fail, as it finds no memory either.
            if (scope == null) scope = StepScope.open(worker, Joiner.allUntil(any -> true));
            if (forked == 0) {
                scope.fork(worker, child -> Step.await(NEVER));
                forked++;
            }
            if (forked == 1) {
                scope.fork(worker, new Yields(1));
                forked++;
            }
            if (!scope.isEnded()) return Step.await(scope.join(worker));
            List<?> ignored = scope.result();
            return Step.done();
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            return scope == null ? Step.done() : scope.windDown(worker);
        }
    }

    private static final class Yields implements Task<Integer> {
        private final int result;
        private int left = 3;

        Yields(int result) {
            this.result = result;
        }

        @Override
        public Step<Integer> step(Worker worker) {
            return left-- > 0 ? Step.yieldNow() : Step.done(result);
        }
    }
}
