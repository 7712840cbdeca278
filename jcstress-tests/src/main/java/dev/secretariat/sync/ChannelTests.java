package dev.secretariat.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** Elements that are handed over while somebody leaves or the channel is closed: none is lost or comes twice, and no wait is forgotten. */
public class ChannelTests {
    private static final int ELEMENT = 7;

    /** A rendezvous, and those who wait there. */
    private static final class Scene {
        final Meeting meeting = new Meeting(2);
        final Channel<Integer> channel = Channel.rendezvous();

        Take<Integer> take() {
            Take<Integer> take = new Take<>(channel.exchange, "a test");
            channel.exchange.add(take);
            return take;
        }

        Put<Integer> put() {
            Put<Integer> put = new Put<>(channel.exchange, ELEMENT, "a test");
            channel.exchange.add(put);
            return put;
        }

        void offer() {
            meeting.join();
            if (!channel.offer(ELEMENT)) throw new AssertionError("somebody waits");
        }

        int poll() {
            meeting.join();
            return orZero(channel.poll());
        }
    }

    private static int orZero(Integer element) {
        return element == null ? 0 : element;
    }

    /** Returns what is got; zero if it was given back. */
    private static int get(Take<Integer> take) {
        try {
            return orZero(take.get());
        } catch (IllegalStateException closed) {
            return 0;
        }
    }

    /** One that waits to put leaves while somebody takes: both know what has come of it. */
    @JCStressTest
    @Outcome(id = "true, 7", expect = ACCEPTABLE, desc = "accepted, taken: it was put")
    @Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "accepted, taken: it was not")
    @Outcome(expect = FORBIDDEN, desc = "accepted, taken: it was lost, or put by one who had left")
    @State
    public static class PutLeavesAgainstPoll {
        final Scene scene = new Scene();
        final Put<Integer> put = scene.put();
        int taken;

        @Actor
        public void leaves() {
            scene.meeting.join();
            put.close();
        }

        @Actor
        public void takes() {
            taken = scene.poll();
        }

        @Arbiter
        public void end(ZI_Result r) {
            r.r1 = put.isAccepted();
            r.r2 = taken;
        }
    }

    @Outcome(id = "true", expect = ACCEPTABLE, desc = "the other one has it")
    private static final class OtherHasIt {}

    /** The first of two that wait to take leaves while an element is put: the other one gets it, in any case. */
    @JCStressTest
    @JCStressMeta(OtherHasIt.class)
    @Outcome(id = "false", expect = FORBIDDEN, desc = "it is lost")
    @State
    public static class TakeLeavesAgainstOffer {
        final Scene scene = new Scene();
        final Take<Integer> first = scene.take();
        final Take<Integer> second = scene.take();

        @Actor
        public void leaves() {
            scene.meeting.join();
            first.close();
        }

        @Actor
        public void puts() {
            scene.offer();
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = second.isThere();
        }
    }

    /** The mutant that {@link TakeLeavesAgainstOffer} sees: what is lent to one that leaves goes with it. */
    @JCStressTest
    @JCStressMeta(OtherHasIt.class)
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "it is lost")
    @State
    public static class LeavesWithTheElementControl {
        final Meeting meeting = new Meeting(2);
        final WeakHandOver first = new WeakHandOver();
        final WeakHandOver second = new WeakHandOver();

        @Actor
        public void leaves() {
            meeting.join();
            first.leave();
        }

        @Actor
        public void puts() {
            meeting.join();
            if (!first.lend()) second.lend();
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = second.isLent();
        }
    }

    @Outcome(id = "7, 0", expect = ACCEPTABLE, desc = "got, left: it was got")
    @Outcome(id = "0, 7", expect = ACCEPTABLE, desc = "got, left: it was given back")
    private static final class OnceOnly {}

    /** An element that has come is got while its wait is closed: one of the two. */
    @JCStressTest
    @JCStressMeta(OnceOnly.class)
    @Outcome(expect = FORBIDDEN, desc = "got, left: it is lost, or there twice")
    @State
    public static class GetAgainstGiveBack {
        final Scene scene = new Scene();
        final Take<Integer> take = scene.take();
        int got;

        {
            if (!scene.channel.offer(ELEMENT)) throw new AssertionError();
        }

        @Actor
        public void gets() {
            scene.meeting.join();
            got = get(take);
        }

        @Actor
        public void closes() {
            scene.meeting.join();
            take.close();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r1 = got;
            r.r2 = orZero(scene.channel.poll());
        }
    }

    /** The mutant that {@link GetAgainstGiveBack} sees: looks whether it was given back, then gets it. */
    @JCStressTest
    @JCStressMeta(OnceOnly.class)
    @Outcome(id = "7, 7", expect = ACCEPTABLE_INTERESTING, desc = "got, left: it is there twice")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class LooksThenGetsControl {
        final Meeting meeting = new Meeting(2);
        volatile int fate;
        int got;
        int left;

        @Actor
        public void gets() {
            meeting.join();
            if (fate != 0) return;
            fate = 1;
            got = ELEMENT;
        }

        @Actor
        public void closes() {
            meeting.join();
            if (fate != 0) return;
            fate = 2;
            left = ELEMENT;
        }

        @Arbiter
        public void end(II_Result r) {
            r.r1 = got;
            r.r2 = left;
        }
    }

    @Outcome(id = "true", expect = ACCEPTABLE, desc = "it is told of the end")
    private static final class ToldOfTheEnd {}

    /** The last element is got while the channel is closed, and another one waits. */
    @JCStressTest
    @JCStressMeta(ToldOfTheEnd.class)
    @Outcome(id = "false", expect = FORBIDDEN, desc = "it waits for ever")
    @State
    public static class GetAgainstClose {
        final Scene scene = new Scene();
        final Take<Integer> lent = scene.take();
        final Take<Integer> waits = scene.take();

        {
            if (!scene.channel.offer(ELEMENT)) throw new AssertionError();
        }

        @Actor
        public void gets() {
            scene.meeting.join();
            if (get(lent) != ELEMENT) throw new AssertionError();
        }

        @Actor
        public void closes() {
            scene.meeting.join();
            scene.channel.close();
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = waits.isThere();
        }
    }

    /** The mutant that {@link GetAgainstClose} sees: looks whether something is lent, then closes. */
    @JCStressTest
    @JCStressMeta(ToldOfTheEnd.class)
    @Outcome(id = "false", expect = ACCEPTABLE_INTERESTING, desc = "it waits for ever")
    @State
    public static class LooksThenClosesControl {
        final Meeting meeting = new Meeting(2);
        volatile int lent = 1;
        volatile boolean closed;
        volatile boolean told;

        @Actor
        public void gets() {
            meeting.join();
            lent = 0;
            if (closed) told = true;
        }

        @Actor
        public void closes() {
            meeting.join();
            boolean nothingLent = lent == 0;
            closed = true;
            if (nothingLent) told = true;
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = told;
        }
    }

    /** Whoever begins to wait while an element comes is woken, or told at once. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "registered, woken: it waited")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "registered, woken: it was there")
    @Outcome(expect = FORBIDDEN, desc = "registered, woken: it waits for ever")
    @State
    public static class RegisterAgainstOffer {
        final Scene scene = new Scene();
        final Take<Integer> take = scene.take();
        volatile boolean woken;
        boolean registered;

        @Actor
        public void waits() {
            scene.meeting.join();
            registered = take.register(() -> woken = true);
        }

        @Actor
        public void puts() {
            scene.offer();
        }

        @Arbiter
        public void end(ZZ_Result r) {
            r.r1 = registered;
            r.r2 = woken;
        }
    }

    /** Two put into the one place that there is: what the lock is for. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "one has it")
    @Outcome(expect = FORBIDDEN, desc = "both, or none")
    @State
    public static class OfferAgainstOffer {
        final Meeting meeting = new Meeting(2);
        final Channel<Integer> channel = Channel.bounded(1);

        @Actor
        public void one(ZZ_Result r) {
            meeting.join();
            r.r1 = channel.offer(1);
        }

        @Actor
        public void other(ZZ_Result r) {
            meeting.join();
            r.r2 = channel.offer(2);
        }
    }

    /** What was written, plainly, before an element was put is seen by whoever takes it. */
    @JCStressTest
    @Outcome(
            id = {"7, 5", "0, 0", "0, 5"},
            expect = ACCEPTABLE,
            desc = "taken, seen: as it was written, or before")
    @Outcome(expect = FORBIDDEN, desc = "taken, seen: too old")
    @State
    public static class PutHappensBeforeTake {
        final Channel<Integer> channel = Channel.bounded(1);
        int data;

        @Actor
        public void puts() {
            data = 5;
            if (!channel.offer(ELEMENT)) throw new AssertionError();
        }

        @Actor
        public void takes(II_Result r) {
            r.r1 = orZero(channel.poll());
            r.r2 = data;
        }
    }
}
