package dev.secretariat.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.secretariat.stress.Meeting;
import dev.secretariat.sync.WeakLine.Flaw;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Permits and those who wait for them: none lies idle beside somebody who could have it, and none is lost. */
public class LineTests {
    /** Permits, and up to two requests that wait for one each. */
    private static final class Scene {
        final Meeting meeting = new Meeting(2);
        final Permits permits = new Permits(0);
        private Hold first;
        private Hold second;

        Scene oneWaits() {
            first = request();
            return this;
        }

        Scene twoWait() {
            first = request();
            second = request();
            return this;
        }

        private Hold request() {
            return permits.request(1, "a test");
        }

        void enter() {
            meeting.join();
            first = request();
        }

        void quit() {
            meeting.join();
            first.close();
        }

        void give() {
            meeting.join();
            permits.add(1);
        }

        boolean isFirstHeld() {
            return first.isHeld();
        }

        boolean isSecondHeld() {
            return second.isHeld();
        }

        /** Returns what is free, and a hundred for each that is counted as waiting. */
        int left() {
            return permits.available() + 100 * permits.waiting();
        }
    }

    private static final class Weak {
        final Meeting meeting = new Meeting(2);
        private final WeakLine line;
        private WeakLine.Request first;
        private WeakLine.Request second;

        Weak(Flaw flaw) {
            line = new WeakLine(flaw, 0);
        }

        Weak twoWait() {
            first = line.request();
            second = line.request();
            return this;
        }

        void enter() {
            meeting.join();
            first = line.request();
        }

        void quit() {
            meeting.join();
            first.close();
        }

        void give() {
            meeting.join();
            line.give();
        }
    }

    @Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "held, left: it has the permit")
    private static final class HasIt {}

    /** One asks for a permit while one is added. */
    @JCStressTest
    @JCStressMeta(HasIt.class)
    @Outcome(expect = FORBIDDEN, desc = "held, left: it waits beside a permit")
    @State
    public static class EnterAgainstGive {
        final Scene scene = new Scene();

        @Actor
        public void asks() {
            scene.enter();
        }

        @Actor
        public void gives() {
            scene.give();
        }

        @Arbiter
        public void end(ZI_Result r) {
            r.r1 = scene.isFirstHeld();
            r.r2 = scene.left();
        }
    }

    /** The mutant that {@link EnterAgainstGive} sees: looks for permits, then enters. */
    @JCStressTest
    @JCStressMeta(HasIt.class)
    @Outcome(id = "false, 1", expect = ACCEPTABLE_INTERESTING, desc = "held, left: it waits beside a permit")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class EnterWithoutALookControl {
        final Weak scene = new Weak(Flaw.ENTERS_WITHOUT_A_LOOK);

        @Actor
        public void asks() {
            scene.enter();
        }

        @Actor
        public void gives() {
            scene.give();
        }

        @Arbiter
        public void end(ZI_Result r) {
            r.r1 = scene.first.isHeld();
            r.r2 = scene.line.permits();
        }
    }

    /** The first of two leaves while a permit is added: it has not come in vain for both. */
    @JCStressTest
    @JCStressMeta(HasIt.class)
    @Outcome(expect = FORBIDDEN, desc = "held, left: the permit is lost, or lies idle")
    @State
    public static class QuitAgainstGive {
        final Scene scene = new Scene().twoWait();

        @Actor
        public void leaves() {
            scene.quit();
        }

        @Actor
        public void gives() {
            scene.give();
        }

        @Arbiter
        public void end(ZI_Result r) {
            r.r1 = scene.isSecondHeld();
            r.r2 = scene.left();
        }
    }

    /** The mutant that {@link QuitAgainstGive} sees: whoever leaves keeps what it has been granted meanwhile. */
    @JCStressTest
    @JCStressMeta(HasIt.class)
    @Outcome(id = "false, 0", expect = ACCEPTABLE_INTERESTING, desc = "held, left: the permit is lost")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class KeepsWhatComesTooLateControl {
        final Weak scene = new Weak(Flaw.KEEPS_WHAT_COMES_TOO_LATE).twoWait();

        @Actor
        public void leaves() {
            scene.quit();
        }

        @Actor
        public void gives() {
            scene.give();
        }

        @Arbiter
        public void end(ZI_Result r) {
            r.r1 = scene.second.isHeld();
            r.r2 = scene.line.permits();
        }
    }

    @Outcome(id = "true, true, 0", expect = ACCEPTABLE, desc = "first, second, left: each has one")
    private static final class EachHasOne {}

    /** Two permits are added at once, and two wait: whoever serves sees to the other's too. */
    @JCStressTest
    @JCStressMeta(EachHasOne.class)
    @Outcome(expect = FORBIDDEN, desc = "first, second, left: one waits beside a permit")
    @State
    public static class GiveAgainstGive {
        final Scene scene = new Scene().twoWait();

        @Actor
        public void gives() {
            scene.give();
        }

        @Actor
        public void givesToo() {
            scene.give();
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r1 = scene.isFirstHeld();
            r.r2 = scene.isSecondHeld();
            r.r3 = scene.left();
        }
    }

    /** The mutant that {@link GiveAgainstGive} sees: ends to serve without a last look. */
    @JCStressTest
    @JCStressMeta(EachHasOne.class)
    @Outcome(
            id = "true, false, 1",
            expect = ACCEPTABLE_INTERESTING,
            desc = "first, second, left: one waits beside a permit")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    @State
    public static class EndsWithoutALookControl {
        final Weak scene = new Weak(Flaw.ENDS_WITHOUT_A_LOOK).twoWait();

        @Actor
        public void gives() {
            scene.give();
        }

        @Actor
        public void givesToo() {
            scene.give();
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r1 = scene.first.isHeld();
            r.r2 = scene.second.isHeld();
            r.r3 = scene.line.permits();
        }
    }

    /** The only one that waits leaves while a permit is added: it is there for the next one, and nobody is counted. */
    @JCStressTest
    @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "held, left: the permit is there")
    @Outcome(expect = FORBIDDEN, desc = "held, left: the permit is lost, or one is counted that has left")
    @State
    public static class OnlyOneQuitsAgainstGive {
        final Scene scene = new Scene().oneWaits();

        @Actor
        public void leaves() {
            scene.quit();
        }

        @Actor
        public void gives() {
            scene.give();
        }

        @Arbiter
        public void end(ZI_Result r) {
            r.r1 = scene.isFirstHeld();
            r.r2 = scene.left();
        }
    }
}
