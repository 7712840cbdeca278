package dev.secretariat.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.stress.Meeting;
import dev.secretariat.sync.WeakScope.Flaw;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A scope whose children are forked and end while it is cancelled, joined and closed: none is missed, and the owner is woken once. */
public class ScopeTests {
    private static final IOException FAILURE = new IOException("a test");

    /** Counts the children, in plain fields: its methods are called one after the other. */
    private static final class Counting extends Joiner<Object, Void> {
        int forks;
        int ends;

        @Override
        protected void onFork(TaskHandle<?> child) {
            forks++;
        }

        @Override
        protected boolean onEnd(TaskHandle<?> child) {
            ends++;
            return false;
        }

        @Override
        protected Void result() {
            return null;
        }
    }

    /** A scope in steps. Its tasks run on the thread that drives; and a child that waits ends where it is cancelled. */
    private abstract static class Scene {
        final Meeting meeting = new Meeting(2);
        final AtomicInteger reports = new AtomicInteger();
        final AtomicInteger wakes = new AtomicInteger();
        final Promise<Integer> go = new Promise<>();
        final Counting joiner = new Counting();
        StepScope<Object, Void> scope;
        private final CooperativeScheduler scheduler = CooperativeScheduler.builder()
                .failureHandler((task, failure) -> reports.getAndIncrement())
                .build();

        /** Opens the scope, and lets all wait; then some may go on. */
        final void begin() {
            scheduler.submit(this::step);
            scheduler.runUntilIdle();
            go.succeed(1);
        }

        private Step<Void> step(Worker worker) {
            if (scope == null) {
                scope = StepScope.open(worker, joiner);
                opened(worker);
            }
            if (!go.isDone()) return Step.await(go);
            goOn(worker);
            return Step.await(new Promise<>());
        }

        /** What the owner does before the actors begin. */
        void opened(Worker worker) {}

        /** What it does while it is driven by an actor. */
        void goOn(Worker worker) {}

        static Task<Object> waiting() {
            return worker -> Step.await(new Promise<>());
        }

        final void drive() {
            scheduler.runUntilIdle();
        }

        /** As the owner does, which waits from now on. */
        final void join() {
            scope.children.join();
            if (!scope.children.awaited().register(wakes::getAndIncrement)) wakes.getAndIncrement();
        }

        /** Lets the scheduler tell of failures that nobody has looked at. */
        final void end() {
            scheduler.shutdownNow();
            scheduler.runUntilIdle();
        }
    }

    private static final class ForkScene extends Scene {
        TaskHandle<Object> child;

        ForkScene() {
            begin();
        }

        @Override
        void goOn(Worker worker) {
            meeting.join();
            child = scope.fork(worker, waiting());
        }

        void cancel() {
            meeting.join();
            scope.cancel();
        }
    }

    @Outcome(id = "true", expect = ACCEPTABLE, desc = "the child is cancelled")
    private static final class ChildIsCancelled {}

    /** A child is forked while the scope is cancelled. */
    @JCStressTest
    @JCStressMeta(ChildIsCancelled.class)
    @Outcome(id = "false", expect = FORBIDDEN, desc = "it is missed")
    @State
    public static class ForkAgainstCancel {
        final ForkScene scene = new ForkScene();

        @Actor
        public void forks() {
            scene.drive();
        }

        @Actor
        public void cancels() {
            scene.cancel();
        }

        @Arbiter
        public void end(Z_Result r) {
            scene.drive();
            r.r1 = scene.child.state() == TaskState.CANCELLED;
        }
    }

    /** The mutant that {@link ForkAgainstCancel} sees: looks whether the scope is cancelled, then adds the child. */
    @JCStressTest
    @JCStressMeta(ChildIsCancelled.class)
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "it is missed")
    @State
    public static class ForkAfterALookControl {
        final Meeting meeting = new Meeting(2);
        final WeakScope scope = new WeakScope(Flaw.FORKS_AFTER_A_LOOK);
        WeakScope.Child child;

        @Actor
        public void forks() {
            meeting.join();
            child = scope.fork();
        }

        @Actor
        public void cancels() {
            meeting.join();
            scope.cancel();
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = child.isCancelled();
        }
    }

    private static final class JoinScene extends Scene {
        private TaskHandle<Object> child;

        JoinScene() {
            begin();
        }

        @Override
        void opened(Worker worker) {
            child = scope.fork(worker, waiting());
        }

        /** Ends the child, on this thread. */
        void endChild() {
            meeting.join();
            child.cancel();
        }

        void joinOnceMet() {
            meeting.join();
            join();
        }
    }

    /** The last child ends while the owner begins to wait. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "ends taken in, wakes: the owner is woken, or refused")
    @Outcome(expect = FORBIDDEN, desc = "ends taken in, wakes: it waits for ever, or is woken twice")
    @State
    public static class EndAgainstJoin {
        final JoinScene scene = new JoinScene();

        @Actor
        public void ends() {
            scene.endChild();
        }

        @Actor
        public void joins() {
            scene.joinOnceMet();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r1 = scene.joiner.ends;
            r.r2 = scene.wakes.get();
        }
    }

    @Outcome(id = "true", expect = ACCEPTABLE, desc = "the scope has ended")
    private static final class ScopeHasEnded {}

    /** The mutant that {@link EndAgainstJoin} sees: looks whether children run, then says that it waits for them. */
    @JCStressTest
    @JCStressMeta(ScopeHasEnded.class)
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "the owner waits for ever")
    @State
    public static class JoinAfterALookControl {
        final Meeting meeting = new Meeting(2);
        final WeakScope scope = new WeakScope(Flaw.JOINS_AFTER_A_LOOK);

        {
            scope.fork();
        }

        @Actor
        public void ends() {
            meeting.join();
            scope.end();
        }

        @Actor
        public void joins() {
            meeting.join();
            scope.join();
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = scope.isEnded();
        }
    }

    /** One child fails by itself, the other ends where it is cancelled. */
    private static final class CloseScene extends Scene {
        private TaskHandle<Object> failing;

        CloseScene() {
            begin();
        }

        @Override
        void opened(Worker worker) {
            failing = scope.fork(worker, child -> {
                if (!go.isDone()) return Step.await(go);
                meeting.join();
                throw FAILURE;
            });
            scope.fork(worker, waiting());
        }

        void close() {
            meeting.join();
            scope.cancel();
            join();
        }

        /** Returns how often a failure was told that should not have been, or the other way round. */
        int wrongReports() {
            drive();
            boolean hasFailed = failing.state() == TaskState.FAILED;
            scope.children.settle(); // as the owner does, once it was woken
            end();
            return reports.get() - (hasFailed ? 1 : 0);
        }
    }

    /** A child fails while the scope is closed, which cancels it and another one. */
    @JCStressTest
    @Outcome(
            id = "2, 1, 0",
            expect = ACCEPTABLE,
            desc = "ends taken in, wakes, wrong reports: both have ended, and a failure is told of once")
    @Outcome(expect = FORBIDDEN, desc = "ends taken in, wakes, wrong reports: an end is lost or taken in twice")
    @State
    public static class EndAgainstClose {
        final CloseScene scene = new CloseScene();

        @Actor
        public void fails() {
            scene.drive();
        }

        @Actor
        public void closes() {
            scene.close();
        }

        @Arbiter
        public void end(III_Result r) {
            r.r3 = scene.wrongReports();
            r.r1 = scene.joiner.ends;
            r.r2 = scene.wakes.get();
        }
    }

    /** The mutant that {@link EndAgainstClose} sees: counts an end by a load and a store. */
    @JCStressTest
    @JCStressMeta(ScopeHasEnded.class)
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "an end is lost, so the owner waits for ever")
    @State
    public static class EndByStoreControl {
        final Meeting meeting = new Meeting(2);
        final WeakScope scope = new WeakScope(Flaw.COUNTS_BY_STORE);

        {
            scope.fork();
            scope.fork();
        }

        @Actor
        public void ends() {
            meeting.join();
            scope.end();
        }

        @Actor
        public void closes() {
            meeting.join();
            scope.end(); // of the one that it has cancelled
            scope.join();
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = scope.isEnded();
        }
    }
}
