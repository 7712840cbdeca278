package dev.secretariat.parallel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Outcome;

/** Whether somebody sees to a task that has become ready: the worker that made it ready, and the one that falls asleep. */
final class SeenTo {
    private SeenTo() {}

    /** Of a test in which the last worker awake wakes itself at the most. */
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "one of them sees to it")
    @Outcome(expect = FORBIDDEN, desc = "asleep beside a task and nobody was woken, or two were")
    static final class ByOne {}

    /** Of a test in which both may. */
    @Outcome(
            id = {"true, false", "false, true", "true, true"},
            expect = ACCEPTABLE,
            desc = "one of them sees to it, or both")
    @Outcome(expect = FORBIDDEN, desc = "asleep beside a task, and nobody sees to it")
    static final class ByOneOrBoth {}

    /** Of a control. */
    @Outcome(
            id = {"true, false", "false, true", "true, true"},
            expect = ACCEPTABLE,
            desc = "one of them sees to it, or both")
    @Outcome(id = "false, false", expect = ACCEPTABLE_INTERESTING, desc = "asleep beside a task")
    @Outcome(expect = FORBIDDEN, desc = "no such result")
    static final class Control {}
}
