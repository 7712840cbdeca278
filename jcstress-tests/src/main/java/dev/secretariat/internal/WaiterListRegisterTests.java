package dev.secretariat.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.Outcome.Succeeded;
import dev.secretariat.Promise;
import dev.secretariat.stress.Meeting;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Whoever begins to wait is refused, or is woken once. */
public class WaiterListRegisterTests {
    /** The event comes while somebody begins to wait. */
    @JCStressTest
    @Outcome(id = "true, true, 1", expect = ACCEPTABLE, desc = "added, closed, wakes: enlisted and woken")
    @Outcome(id = "false, false, 0", expect = ACCEPTABLE, desc = "added, closed, wakes: refused")
    @Outcome(expect = FORBIDDEN, desc = "added, closed, wakes: left waiting, or refused and woken")
    @State
    public static class RegisterAgainstClose {
        final WaiterScene scene = new WaiterScene(0);

        @Actor
        public void waiter(ZZI_Result r) {
            r.r1 = scene.add(scene.one);
        }

        @Actor
        public void closer(ZZI_Result r) {
            r.r2 = scene.close();
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r3 = scene.one.wakes();
        }
    }

    /** The same through a promise, whose value must be there for whoever is refused. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "registered, wakes: registered and woken")
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "registered, wakes: refused, and the value is there")
    @Outcome(expect = FORBIDDEN, desc = "registered, wakes: left waiting, or refused without a value")
    @State
    public static class PromiseRegisterAgainstComplete {
        final Meeting meeting = new Meeting(2);
        final Promise<String> promise = new Promise<>();
        final AtomicInteger wakes = new AtomicInteger();

        @Actor
        public void waiter(II_Result r) {
            meeting.join();
            r.r1 = promise.register(wakes::getAndIncrement) ? 1 : promise.isDone() ? 0 : -1;
        }

        @Actor
        public void completer() {
            meeting.join();
            promise.complete(new Succeeded<>("value"));
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = wakes.get();
        }
    }

    /**
     * The mutant that {@link RegisterAgainstClose} sees: pushes by a store, after a look whether the list is closed.
     */
    @JCStressTest
    @Outcome(
            id = {"true, 1", "false, 0"},
            expect = ACCEPTABLE,
            desc = "added, wakes: woken, or refused")
    @Outcome(id = "true, 0", expect = ACCEPTABLE_INTERESTING, desc = "added, wakes: left waiting")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class PushByStoreControl {
        private static final String CLOSED = "closed";
        final Meeting meeting = new Meeting(2);
        final AtomicReference<String> top = new AtomicReference<>();
        int wakes;

        @Actor
        public void waiter(ZI_Result r) {
            meeting.join();
            if (top.get() == CLOSED) return;
            top.set("waiter"); // for compareAndSet
            r.r1 = true;
        }

        @Actor
        public void closer() {
            meeting.join();
            if (top.getAndSet(CLOSED) != null) wakes++;
        }

        @Arbiter
        public void end(ZI_Result r) {
            r.r2 = wakes;
        }
    }

    /** Two begin to wait. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "wakes of one, of the other: each woken once")
    @Outcome(expect = FORBIDDEN, desc = "wakes of one, of the other: one was lost")
    @State
    public static class TwoRegisters {
        final WaiterScene scene = new WaiterScene(0);

        @Actor
        public void one() {
            scene.add(scene.one);
        }

        @Actor
        public void two() {
            scene.add(scene.two);
        }

        @Arbiter
        public void end(II_Result r) {
            scene.list.close();
            r.r1 = scene.one.wakes();
            r.r2 = scene.two.wakes();
        }
    }
}
