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

    /** An element comes while the consumer becomes idle. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "idle, and rung")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "the consumer has seen it")
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "both")
    @Outcome(expect = FORBIDDEN, desc = "asleep beside an element, and nobody rang")
    @State
    public static class PostAgainstIdle {
        final Meeting meeting = new LateStoresMeeting();
        final Inbox<String> inbox = new Inbox<>();

        @Actor
        public void producer(ZZ_Result r) {
            meeting.join();
            r.r1 = inbox.post(ELEMENT);
        }

        @Actor
        public void consumer(ZZ_Result r) {
            meeting.join();
            r.r2 = inbox.becomeIdle(null);
        }
    }

    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "idle, and rung")
    @Outcome(
            id = {"false, false", "true, false"},
            expect = ACCEPTABLE,
            desc = "the consumer has seen it")
    @Outcome(id = "false, true", expect = ACCEPTABLE_INTERESTING, desc = "asleep, and nobody rang")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    private static final class RungOrMissed {}

    /** Becomes idle without looking into the queue again. */
    @JCStressTest
    @JCStressMeta(RungOrMissed.class)
    @State
    public static class NoSecondLookControl {
        final Meeting meeting = new Meeting(2);
        final Weak weak = new Weak();

        @Actor
        public void producer(ZZ_Result r) {
            meeting.join();
            weak.queue.offer(ELEMENT);
            r.r1 = weak.rouse();
        }

        @Actor
        public void consumer(ZZ_Result r) {
            meeting.join();
            if (!weak.queue.isEmpty()) return;
            weak.idle.set(true);
            r.r2 = true;
        }
    }

    /** Announces its idleness without a fence before the look into the queue. */
    @JCStressTest
    @JCStressMeta(RungOrMissed.class)
    @State
    public static class OpaqueIdleControl {
        final Meeting meeting = new LateStoresMeeting();
        final Weak weak = new Weak();

        @Actor
        public void producer(ZZ_Result r) {
            meeting.join();
            weak.queue.offer(ELEMENT);
            r.r1 = weak.rouse();
        }

        @Actor
        public void consumer(ZZ_Result r) {
            meeting.join();
            weak.idle.setOpaque(true); // for a volatile store
            r.r2 = weak.queue.isEmpty();
        }
    }

    /**
     * Posts without a fence before the look at the flag. The real queue claims its place by a CAS, which
     * hides that on x86; so this one is a slot.
     */
    @JCStressTest
    @JCStressMeta(RungOrMissed.class)
    @State
    public static class PostWithoutFenceControl {
        final Meeting meeting = new LateStoresMeeting();
        final AtomicReference<String> slot = new AtomicReference<>();
        final Weak weak = new Weak();

        @Actor
        public void producer(ZZ_Result r) {
            meeting.join();
            slot.setRelease(ELEMENT);
            r.r1 = weak.rouse(); // without a full fence before
        }

        @Actor
        public void consumer(ZZ_Result r) {
            meeting.join();
            weak.idle.set(true);
            r.r2 = slot.get() == null;
        }
    }

    /** The parts of an inbox, for the controls. */
    static final class Weak {
        final MpscUnboundedVarHandleArrayQueue<String> queue = new MpscUnboundedVarHandleArrayQueue<>(4);
        final AtomicBoolean idle = new AtomicBoolean();

        boolean rouse() {
            return idle.get() && idle.compareAndSet(true, false);
        }
    }

    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "one rang")
    private static final class OneRang {}

    /** A burst of posts rings once. */
    @JCStressTest
    @JCStressMeta(OneRang.class)
    @Outcome(expect = FORBIDDEN, desc = "nobody or both rang")
    @State
    public static class TwoPosts {
        final Meeting meeting = new Meeting(2);
        final Inbox<String> inbox = new Inbox<>();

        public TwoPosts() {
            inbox.becomeIdle(null);
        }

        @Actor
        public void first(ZZ_Result r) {
            meeting.join();
            r.r1 = inbox.post(ELEMENT);
        }

        @Actor
        public void second(ZZ_Result r) {
            meeting.join();
            r.r2 = inbox.post(ELEMENT);
        }
    }

    /** Resets the flag by a store. */
    @JCStressTest
    @JCStressMeta(OneRang.class)
    @Outcome(id = "true, true", expect = ACCEPTABLE_INTERESTING, desc = "both rang")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class ResetByStoreControl {
        final Meeting meeting = new Meeting(2);
        final AtomicBoolean idle = new AtomicBoolean(true);

        private boolean rouse() {
            if (!idle.get()) return false;
            idle.set(false); // for compareAndSet
            return true;
        }

        @Actor
        public void first(ZZ_Result r) {
            meeting.join();
            r.r1 = rouse();
        }

        @Actor
        public void second(ZZ_Result r) {
            meeting.join();
            r.r2 = rouse();
        }
    }

    /** Who rings sees whom to unpark: post() says true only where no thread was named. */
    @JCStressTest
    @Outcome(
            id = {"false, true", "false, false"},
            expect = ACCEPTABLE,
            desc = "the thread was seen")
    @Outcome(expect = FORBIDDEN, desc = "rung, and the thread was not seen")
    @State
    public static class SleeperSeen {
        final Meeting meeting = new Meeting(2);
        private static final Thread SLEEPER = new Thread(() -> {});
        final Inbox<String> inbox = new Inbox<>();

        @Actor
        public void producer(ZZ_Result r) {
            meeting.join();
            r.r1 = inbox.post(ELEMENT) | inbox.rouse();
        }

        @Actor
        public void consumer(ZZ_Result r) {
            meeting.join();
            r.r2 = inbox.becomeIdle(SLEEPER);
        }
    }

    /** Names the thread after the announcement. */
    @JCStressTest
    @Outcome(
            id = {"false, 0", "false, 1"},
            expect = ACCEPTABLE,
            desc = "the thread was seen")
    @Outcome(
            id = {"true, 0", "true, 1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "rung for nobody")
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
    @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "found")
    @Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "idle")
    @Outcome(expect = FORBIDDEN, desc = "found, but not there")
    @State
    public static class FoundElementIsThere {
        final Meeting meeting = new Meeting(2);
        final Inbox<String> inbox = new Inbox<>();

        @Actor
        public void producer() {
            meeting.join();
            inbox.post(ELEMENT);
        }

        @Actor
        public void consumer(ZI_Result r) {
            meeting.join();
            r.r1 = inbox.becomeIdle(null);
            if (!r.r1) r.r2 = ELEMENT.equals(inbox.poll()) ? 1 : 2;
        }
    }
}
