package dev.secretariat.tck;

import dev.secretariat.Awaitable;
import dev.secretariat.ManualTicker;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.TaskHandle;
import dev.secretariat.Ticker;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import dev.secretariat.sync.Barrier;
import dev.secretariat.sync.Channel;
import dev.secretariat.sync.Hold;
import dev.secretariat.sync.Joiner;
import dev.secretariat.sync.Latch;
import dev.secretariat.sync.Mutex;
import dev.secretariat.sync.Permits;
import dev.secretariat.sync.ReadWriteLock;
import dev.secretariat.sync.Signal;
import dev.secretariat.sync.StepScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The library's own awaitables keep the rules that users' have to. */
class OwnAwaitablesTest {
    private static final Duration WAIT = Duration.ofSeconds(1);

    @Nested
    class OfPromises extends AwaitableTck {
        @Override
        protected Subject create() {
            Promise<String> promise = new Promise<>();
            return Subject.wakesAll(promise, () -> promise.succeed("a reply"));
        }
    }

    @Nested
    class OfPromisesOfStages extends AwaitableTck {
        @Override
        protected Subject create() {
            CompletableFuture<String> future = new CompletableFuture<>();
            return Subject.wakesAll(Promise.from(future), () -> future.complete("a reply"));
        }
    }

    @Nested
    class OfLatches extends AwaitableTck {
        @Override
        protected Subject create() {
            Latch latch = new Latch(1);
            return Subject.wakesAll(latch, latch::countDown);
        }
    }

    // ---- On a scheduler that is driven by the test ----

    abstract static class Driven extends AwaitableTck {
        final CooperativeScheduler scheduler = CooperativeScheduler.create();

        @AfterEach
        void close() {
            scheduler.shutdownNow();
            scheduler.close();
        }

        /** Makes a request in a step. */
        <A> A inStep(Function<Worker, A> request) {
            TaskHandle<A> asked = scheduler.submit(worker -> Step.done(request.apply(worker)));
            scheduler.runUntilIdle();
            return asked.result();
        }

        /** Makes a request in a step, of what somebody else holds. */
        <K> Subject request(K keeper, Hold held, BiFunction<K, Worker, Hold> ask) {
            return Subject.wakesAll(inStep(worker -> ask.apply(keeper, worker)), held::close);
        }
    }

    @Nested
    class OfHoldsOfMutexes extends Driven {
        @Override
        protected Subject create() {
            Mutex mutex = new Mutex();
            return request(mutex, Objects.requireNonNull(mutex.tryLock()), Mutex::request);
        }
    }

    @Nested
    class OfHoldsOfPermits extends Driven {
        @Override
        protected Subject create() {
            Permits permits = new Permits(3);
            Hold two = Objects.requireNonNull(permits.tryAcquire(2));
            return request(permits, two, (all, worker) -> all.request(worker, 2));
        }
    }

    @Nested
    class OfHoldsToRead extends Driven {
        @Override
        protected Subject create() {
            ReadWriteLock lock = new ReadWriteLock();
            return request(lock, Objects.requireNonNull(lock.tryWrite()), ReadWriteLock::requestRead);
        }
    }

    @Nested
    class OfHoldsToWrite extends Driven {
        @Override
        protected Subject create() {
            ReadWriteLock lock = new ReadWriteLock();
            return request(lock, Objects.requireNonNull(lock.tryRead()), ReadWriteLock::requestWrite);
        }
    }

    @Nested
    class OfTakes extends Driven {
        @Override
        protected Subject create() {
            Channel<Integer> channel = Channel.rendezvous();
            return Subject.wakesAll(inStep(channel::requestTake), () -> channel.offer(1));
        }
    }

    @Nested
    class OfTakesOfAChannelThatIsClosed extends Driven {
        @Override
        protected Subject create() {
            Channel<Integer> channel = Channel.rendezvous();
            return Subject.wakesAll(inStep(channel::requestTake), channel::close);
        }
    }

    @Nested
    class OfPuts extends Driven {
        @Override
        protected Subject create() {
            Channel<Integer> channel = Channel.rendezvous();
            return Subject.wakesAll(inStep(worker -> channel.requestPut(worker, 1)), channel::poll);
        }
    }

    @Nested
    class OfWaitsForSignals extends Driven {
        @Override
        protected Subject create() {
            Signal signal = new Signal();
            return Subject.wakesAll(inStep(signal::request), signal::one);
        }
    }

    @Nested
    class OfArrivalsAtBarriers extends Driven {
        @Override
        protected Subject create() {
            Barrier barrier = new Barrier(2);
            return Subject.wakesAll(inStep(barrier::request), barrier::leave);
        }
    }

    @Nested
    class OfHandlesOfTasksThatEnd extends Driven {
        @Override
        protected Subject create() {
            Promise<Integer> gate = new Promise<>();
            TaskHandle<Void> handle = scheduler.submit(Tasks.awaiting(gate));
            scheduler.runUntilIdle();
            return Subject.wakesAll(handle, () -> {
                Tasks.open(gate);
                scheduler.runUntilIdle();
            });
        }
    }

    @Nested
    class OfHandlesOfTasksThatAreCancelled extends Driven {
        @Override
        protected Subject create() {
            TaskHandle<Void> handle = scheduler.submit(Tasks.awaiting(new Promise<>()));
            scheduler.runUntilIdle();
            return Subject.wakesAll(handle, handle::cancel);
        }
    }

    @Nested
    class OfScopesInSteps extends Driven {
        @Override
        protected Subject create() {
            List<Awaitable> end = new ArrayList<>();
            List<TaskHandle<?>> child = new ArrayList<>();
            scheduler.submit(worker -> {
                if (end.isEmpty()) {
                    StepScope<Void, ?> scope = StepScope.open(worker, Joiner.awaitAll());
                    child.add(scope.fork(worker, Tasks.awaiting(new Promise<>())));
                    end.add(scope.join(worker));
                }
                return Step.await(new Promise<>()); // the scope is not to be left open
            });
            scheduler.runUntilIdle();
            return Subject.wakesAll(end.get(0), child.get(0)::cancel);
        }
    }

    // ---- On threads of a scheduler, as somebody has to ring at any time ----

    abstract static class OfDeadlines extends AwaitableTck {
        private final ManualTicker ticker = new ManualTicker();
        private final Scheduler scheduler;

        OfDeadlines(Function<Ticker, Scheduler> start) {
            this.scheduler = start.apply(ticker);
        }

        @AfterEach
        void close() {
            scheduler.close();
        }

        @Override
        protected Subject create() {
            return Subject.wakesAll(scheduler.deadline(WAIT), () -> ticker.advance(WAIT));
        }
    }

    @Nested
    class OfDeadlinesThatAWorkerRings extends OfDeadlines {
        OfDeadlinesThatAWorkerRings() {
            super(ticker -> CooperativeScheduler.builder().ticker(ticker).start());
        }
    }

    @Nested
    class OfDeadlinesThatAThreadRings extends OfDeadlines {
        OfDeadlinesThatAThreadRings() {
            super(ticker ->
                    ParallelScheduler.builder().workers(1).ticker(ticker).start());
        }
    }

    @Nested
    class OfSchedulersThatClose extends AwaitableTck {
        @Override
        protected Subject create() {
            CooperativeScheduler scheduler = CooperativeScheduler.create();
            return Subject.wakesAll(scheduler.closing(), scheduler::close);
        }
    }
}
