package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Outcome;

/** Whether somebody sees to a task that has become ready: whoever made it ready, or another worker. */
final class SeenTo {
    private SeenTo() {}

    /** Of a test in which the last worker awake wakes itself at the most. */
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "maker sees to it, other sees to it: one of them")
    @Outcome(expect = FORBIDDEN, desc = "maker sees to it, other sees to it: neither, or two were woken")
    static final class ByOne {}

    /** Of a test in which both may. */
    @Outcome(
            id = {"true, false", "false, true", "true, true"},
            expect = ACCEPTABLE,
            desc = "maker sees to it, other sees to it: one of them, or both")
    @Outcome(expect = FORBIDDEN, desc = "maker sees to it, other sees to it: neither; asleep beside a task")
    static final class ByOneOrBoth {}

    /** Of a control. */
    @Outcome(
            id = {"true, false", "false, true", "true, true"},
            expect = ACCEPTABLE,
            desc = "maker sees to it, other sees to it: one of them, or both")
    @Outcome(
            id = "false, false",
            expect = ACCEPTABLE_INTERESTING,
            desc = "maker sees to it, other sees to it: neither; asleep beside a task")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    static final class Control {}
}
