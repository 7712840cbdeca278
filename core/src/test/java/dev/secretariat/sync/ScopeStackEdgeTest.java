package dev.secretariat.sync;

import static dev.secretariat.rules.StackEdge.MANY;
import static dev.secretariat.rules.StackEdge.each;
import static dev.secretariat.rules.StackEdge.waiting;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import dev.secretariat.rules.StackEdge;
import dev.secretariat.rules.StackEdge.Kind;
import dev.secretariat.rules.StackEdge.Once;
import dev.secretariat.rules.StackEdge.Preparation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Scopes, limits and strands at the end of the stack: a call is made wholly, or throws having done nothing, and nobody is stuck. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScopeStackEdgeTest {
    private static final Promise<Void> NEVER = new Promise<>();

    private static Task<Void> waitsForEver() {
        return worker -> Step.await(NEVER);
    }

    /** Opens a scope with two children that wait for ever, and waits for its end. */
    private static final class Owner implements Task<Void> {
        private StepScope<Void, ?> scope;
        private TaskHandle<Void> child;

        @Override
        public Step<Void> step(Worker worker) {
            if (scope == null) {
                scope = StepScope.open(worker, Joiner.allSuccessfulOrThrow());
                child = scope.fork(worker, waitsForEver());
                scope.fork(worker, waitsForEver());
            }
            return scope.isEnded() ? Step.done() : Step.await(scope.join(worker));
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            return scope == null ? Step.done() : scope.windDown(worker);
        }
    }

    private static final class CancelsAScope extends Once {
        private final List<Owner> owners = each(i -> new Owner());
        private final List<TaskHandle<?>> handles;

        CancelsAScope(Scheduler scheduler) {
            handles = waiting(scheduler, owners::get);
        }

        @Override
        protected void act(Worker worker, int level) {
            owners.get(level).scope.cancel();
        }

        @Override
        public void check() throws Exception {
            StackEdge.awaitEnd(handles);
        }
    }

    /** The scope cancels the other one. */
    private static final class CancelsAChild extends Once {
        private final List<Owner> owners = each(i -> new Owner());
        private final List<TaskHandle<?>> handles;

        CancelsAChild(Scheduler scheduler) {
            handles = waiting(scheduler, owners::get);
        }

        @Override
        protected void act(Worker worker, int level) {
            owners.get(level).child.cancel();
        }

        @Override
        public void check() throws Exception {
            StackEdge.awaitEnd(handles);
        }
    }

    private static final class CancelsAPart extends Once {
        private final List<List<TaskHandle<Void>>> parts = each(i -> new CopyOnWriteArrayList<>());
        private final List<TaskHandle<?>> handles;

        CancelsAPart(Scheduler scheduler) {
            handles = waiting(
                    scheduler,
                    i -> Tasks.mapConcurrent(List.of(1, 2), 2, item -> worker -> {
                        parts.get(i).add(handleOf(worker));
                        return Step.await(NEVER);
                    }));
            for (List<?> begun : parts) {
                while (begun.isEmpty()) Thread.onSpinWait(); // the composition may wait before a part has begun
            }
        }

        @SuppressWarnings("unchecked") // of its own task
        private static TaskHandle<Void> handleOf(Worker worker) {
            return (TaskHandle<Void>) worker.task();
        }

        @Override
        protected void act(Worker worker, int level) {
            parts.get(level).get(0).cancel();
        }

        @Override
        public void check() throws Exception {
            StackEdge.awaitEnd(handles);
        }
    }

    /** Ends a task whose place another one waits for. */
    private static final class CancelsOneInFlight extends Once {
        private final List<Limit> limits;
        private final List<TaskHandle<Void>> inFlight;
        private final List<TaskHandle<?>> handles;

        CancelsOneInFlight(Scheduler scheduler) {
            limits = each(i -> new Limit(scheduler, 1));
            inFlight = each(i -> limits.get(i).submit(waitsForEver()));
            StackEdge.awaitWaiting(inFlight);
            handles = waiting(scheduler, i -> StackEdge.waits(limits.get(i)::request, Hold::isHeld));
        }

        @Override
        protected void act(Worker worker, int level) {
            inFlight.get(level).cancel();
        }

        @Override
        public void check() throws Exception {
            StackEdge.awaitEnd(handles);
        }
    }

    /** Ends a task that others in its lane wait behind. */
    private static final class CancelsOneInALane extends Once {
        private final List<TaskHandle<Void>> first;
        private final List<TaskHandle<Void>> second;

        CancelsOneInALane(Scheduler scheduler) {
            List<Strand> strands = each(i -> new Strand(scheduler));
            first = each(i -> strands.get(i).submit(waitsForEver()));
            second = each(i -> strands.get(i).submit(Task.run(() -> {})));
            StackEdge.awaitWaiting(first);
            StackEdge.awaitWaiting(second);
        }

        @Override
        protected void act(Worker worker, int level) {
            first.get(level).cancel();
        }

        @Override
        public void check() throws Exception {
            StackEdge.awaitEnd(second);
        }
    }

    private static final class SubmitsToALane extends Once {
        private final Strand strand;
        private final List<TaskHandle<?>> handles = new ArrayList<>(MANY);
        private final AtomicInteger ran = new AtomicInteger();
        private final Task<Void> task = Task.run(ran::getAndIncrement);

        SubmitsToALane(Scheduler scheduler) {
            strand = new Strand(scheduler);
        }

        @Override
        protected void act(Worker worker, int level) {
            TaskHandle<Void> handle = strand.submit(task);
            handles.add(handle);
        }

        @Override
        public void check() throws Exception {
            strand.submit(Task.run(() -> {})).join(StackEdge.PATIENCE);
            StackEdge.awaitEnd(handles);
            assertEquals(MANY, ran.get());
            assertEquals(0, strand.waiting());
        }
    }

    private static final class SubmitsWithALimit extends Once {
        private final Limit limit;
        private final AtomicInteger ran = new AtomicInteger();
        private final Task<Void> task = Task.run(ran::getAndIncrement);
        private final List<TaskHandle<?>> handles = new ArrayList<>(MANY);

        SubmitsWithALimit(Scheduler scheduler) {
            limit = new Limit(scheduler, MANY);
        }

        @Override
        protected void act(Worker worker, int level) {
            TaskHandle<Void> handle = limit.submit(task);
            handles.add(handle);
        }

        @Override
        public void check() throws Exception {
            StackEdge.awaitEnd(handles);
            assertEquals(MANY, ran.get());
            for (long end = System.nanoTime() + StackEdge.PATIENCE.toNanos(); limit.inFlight() > 0; ) {
                if (System.nanoTime() > end) throw new AssertionError(limit.toString());
                Thread.onSpinWait();
            }
        }
    }

    /** What every level does. */
    @SuppressWarnings("ImmutableEnumChecker") // it is
    enum Act {
        CANCELS_A_SCOPE(CancelsAScope::new),
        CANCELS_A_CHILD(CancelsAChild::new),
        CANCELS_A_PART(CancelsAPart::new),
        CANCELS_ONE_IN_FLIGHT(CancelsOneInFlight::new),
        CANCELS_ONE_IN_A_LANE(CancelsOneInALane::new),
        SUBMITS_TO_A_LANE(SubmitsToALane::new),
        SUBMITS_WITH_A_LIMIT(SubmitsWithALimit::new);

        private final Preparation prepared;

        Act(Preparation prepared) {
            this.prepared = prepared;
        }
    }

    static Stream<Arguments> all() {
        return StackEdge.arguments(Act.values());
    }

    @ParameterizedTest
    @MethodSource("all")
    void required_T11_aCallIsMadeWhollyOrNotAtAll(Act act, Kind kind, boolean inStep) throws Exception {
        StackEdge.check(act.prepared, kind, inStep);
    }

    /** Forks at every depth of its step, then joins. */
    private static final class ForksAtEveryDepth implements Task<Void> {
        private final AtomicInteger ran = new AtomicInteger();
        private final int round;
        private StepScope<Void, ?> scope;
        private int accepted;

        ForksAtEveryDepth(int round) {
            this.round = round;
        }

        @Override
        public Step<Void> step(Worker worker) throws Exception {
            if (scope == null) {
                scope = StepScope.open(worker, Joiner.allSuccessfulOrThrow());
                StackEdge.overflow(new Forks(), worker, round);
            }
            if (!scope.isEnded()) return Step.await(scope.join(worker));
            scope.result();
            return Step.done();
        }

        private final class Forks extends Once {
            private final Task<Void> child = Task.run(ran::getAndIncrement);

            @Override
            protected void act(Worker worker, int level) {
                scope.fork(worker, child);
                accepted++;
            }

            @Override
            public void check() {}
        }
    }

    @Test
    void required_T11_aForkIsMadeWhollyOrNotAtAll() throws Exception {
        for (Kind kind : Kind.values()) {
            for (int round = 0; round < 8; round++) {
                Scheduler scheduler = kind.start();
                ForksAtEveryDepth owner = new ForksAtEveryDepth(round);
                scheduler.submit(owner).join(StackEdge.PATIENCE);
                assertEquals(owner.accepted, owner.ran.get());
                scheduler.close(StackEdge.PATIENCE);
            }
        }
    }
}
