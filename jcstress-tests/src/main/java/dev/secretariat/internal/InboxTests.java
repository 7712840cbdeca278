package dev.secretariat.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.LateStoresMeeting;
import dev.secretariat.stress.Meeting;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The inbox: its consumer never sleeps beside an element without having been rung (rule S5). */
public class InboxTests {
    private static final String ELEMENT = "element";

    /** What the producers and the consumer of an inbox do once they have met. */
    private static final class Scene {
        private static final Thread SLEEPER = new Thread(() -> {});
        final Meeting meeting;
        final Inbox<String> inbox = new Inbox<>();

        Scene(Meeting meeting) {
            this.meeting = meeting;
        }

        static Scene idle() {
            Scene scene = new Scene(new Meeting(2));
            scene.inbox.becomeIdle(null);
            return scene;
        }

        boolean post() {
            meeting.join();
            return inbox.post(ELEMENT);
        }

        boolean postAndRouse() {
            meeting.join();
            return inbox.post(ELEMENT) | inbox.rouse();
        }

        boolean becomeIdle() {
            meeting.join();
            return inbox.becomeIdle(null);
        }

        boolean becomeIdleAsThread() {
            meeting.join();
            return inbox.becomeIdle(SLEEPER);
        }
    }

    /** An element comes while the consumer becomes idle. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "rung, idle: idle, and rung")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "rung, idle: the consumer has seen it")
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "rung, idle: rung, and the consumer has seen it")
    @Outcome(expect = FORBIDDEN, desc = "rung, idle: asleep beside an element, and nobody rang")
    @State
    public static class PostAgainstIdle {
        final Scene scene = new Scene(new LateStoresMeeting());

        @Actor
        public void producer(ZZ_Result r) {
            r.r1 = scene.post();
        }

        @Actor
        public void consumer(ZZ_Result r) {
            r.r2 = scene.becomeIdle();
        }
    }

    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "rung, idle: idle, and rung")
    @Outcome(
            id = {"false, false", "true, false"},
            expect = ACCEPTABLE,
            desc = "rung, idle: the consumer has seen it")
    @Outcome(id = "false, true", expect = ACCEPTABLE_INTERESTING, desc = "rung, idle: asleep, and nobody rang")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    private static final class RungOrMissed {}

    /** The parts of an inbox, of which a control weakens one. */
    private static class WeakInbox {
        final Meeting meeting;
        final MpscUnboundedVarHandleArrayQueue<String> queue = new MpscUnboundedVarHandleArrayQueue<>(4);
        final AtomicBoolean idle = new AtomicBoolean();

        WeakInbox(Meeting meeting) {
            this.meeting = meeting;
        }

        final boolean post() {
            meeting.join();
            put();
            return rouse();
        }

        final boolean becomeIdle() {
            meeting.join();
            return announce();
        }

        void put() {
            queue.offer(ELEMENT);
        }

        boolean rouse() {
            return idle.get() && idle.compareAndSet(true, false);
        }

        boolean announce() {
            idle.set(true);
            return isEmpty();
        }

        boolean isEmpty() {
            return queue.isEmpty();
        }
    }

    /** The mutant that {@link PostAgainstIdle} sees: becomes idle without looking into the queue again. */
    @JCStressTest
    @JCStressMeta(RungOrMissed.class)
    @State
    public static class NoSecondLookControl {
        final WeakInbox inbox = new WeakInbox(new Meeting(2)) {
            @Override
            boolean announce() {
                if (!isEmpty()) return false;
                idle.set(true);
                return true;
            }
        };

        @Actor
        public void producer(ZZ_Result r) {
            r.r1 = inbox.post();
        }

        @Actor
        public void consumer(ZZ_Result r) {
            r.r2 = inbox.becomeIdle();
        }
    }

    /** The mutant that {@link PostAgainstIdle} sees: no fence between the announcement and the look into the queue. */
    @JCStressTest
    @JCStressMeta(RungOrMissed.class)
    @State
    public static class OpaqueIdleControl {
        final WeakInbox inbox = new WeakInbox(new LateStoresMeeting()) {
            @Override
            boolean announce() {
                idle.setOpaque(true); // for a volatile store
                return isEmpty();
            }
        };

        @Actor
        public void producer(ZZ_Result r) {
            r.r1 = inbox.post();
        }

        @Actor
        public void consumer(ZZ_Result r) {
            r.r2 = inbox.becomeIdle();
        }
    }

    /**
     * The mutant that {@link PostAgainstIdle} sees: no fence between the post and the look at the flag. The real queue
     * claims its place by a CAS, which hides that on x86; so this one is a slot.
     */
    @JCStressTest
    @JCStressMeta(RungOrMissed.class)
    @State
    public static class PostWithoutFenceControl {
        final AtomicReference<String> slot = new AtomicReference<>();
        final WeakInbox inbox = new WeakInbox(new LateStoresMeeting()) {
            @Override
            void put() {
                slot.setRelease(ELEMENT); // without a full fence after it
            }

            @Override
            boolean isEmpty() {
                return slot.get() == null;
            }
        };

        @Actor
        public void producer(ZZ_Result r) {
            r.r1 = inbox.post();
        }

        @Actor
        public void consumer(ZZ_Result r) {
            r.r2 = inbox.becomeIdle();
        }
    }

    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "first rang, second rang: one of them")
    private static final class OneRang {}

    /** A burst of posts rings once. */
    @JCStressTest
    @JCStressMeta(OneRang.class)
    @Outcome(expect = FORBIDDEN, desc = "first rang, second rang: neither, or both")
    @State
    public static class TwoPosts {
        final Scene scene = Scene.idle();

        @Actor
        public void first(ZZ_Result r) {
            r.r1 = scene.post();
        }

        @Actor
        public void second(ZZ_Result r) {
            r.r2 = scene.post();
        }
    }

    /** The mutant that {@link TwoPosts} sees: resets the flag by a store. */
    @JCStressTest
    @JCStressMeta(OneRang.class)
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "first rang, second rang: both")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class ResetByStoreControl {
        final Meeting meeting = new Meeting(2);
        final AtomicBoolean idle = new AtomicBoolean(true);

        private boolean rouse() {
            meeting.join();
            if (!idle.get()) return false;
            idle.set(false); // for compareAndSet
            return true;
        }

        @Actor
        public void first(ZZ_Result r) {
            r.r1 = rouse();
        }

        @Actor
        public void second(ZZ_Result r) {
            r.r2 = rouse();
        }
    }

    /** Who rings sees whom to unpark: post() says true only where no thread was named. */
    @JCStressTest
    @Outcome(
            id = {"false, true", "false, false"},
            expect = ACCEPTABLE,
            desc = "rung for nobody, idle: the thread was seen")
    @Outcome(expect = FORBIDDEN, desc = "rung for nobody, idle: rung, and the thread was not seen")
    @State
    public static class SleeperSeen {
        final Scene scene = new Scene(new Meeting(2));

        @Actor
        public void producer(ZZ_Result r) {
            r.r1 = scene.postAndRouse();
        }

        @Actor
        public void consumer(ZZ_Result r) {
            r.r2 = scene.becomeIdleAsThread();
        }
    }

    /** The mutant that {@link SleeperSeen} sees: names the thread after the announcement. */
    @JCStressTest
    @Outcome(
            id = {"false, 0", "false, 1"},
            expect = ACCEPTABLE,
            desc = "rung for nobody, idle: the thread was seen")
    @Outcome(
            id = {"true, 0", "true, 1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "rung for nobody, idle: rung, and the thread was not seen")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class SleeperNamedLateControl {
        final Meeting meeting = new Meeting(2);
        final AtomicBoolean idle = new AtomicBoolean();
        String sleeper;

        @Actor
        public void producer(ZI_Result r) {
            meeting.join();
            r.r1 = rouse() | rouse();
        }

        private boolean rouse() {
            return idle.get() && idle.compareAndSet(true, false) && sleeper == null;
        }

        @Actor
        public void consumer() {
            meeting.join();
            idle.set(true);
            sleeper = ELEMENT; // not before
        }

        @Arbiter
        public void end(ZI_Result r) {
            r.r2 = idle.get() ? 1 : 0;
        }
    }

    /** The element is there for a consumer that has found the inbox not empty. */
    @JCStressTest
    @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "idle, found: found")
    @Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "idle, found: idle, without a look for it")
    @Outcome(expect = FORBIDDEN, desc = "idle, found: announced, but not there")
    @State
    public static class FoundElementIsThere {
        final Scene scene = new Scene(new Meeting(2));

        @Actor
        public void producer() {
            scene.post();
        }

        @Actor
        public void consumer(ZI_Result r) {
            r.r1 = scene.becomeIdle();
            if (!r.r1) r.r2 = ELEMENT.equals(scene.inbox.poll()) ? 1 : 2;
        }
    }
}
