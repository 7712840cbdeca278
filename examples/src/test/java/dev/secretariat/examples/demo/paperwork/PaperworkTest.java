package dev.secretariat.examples.demo.paperwork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import dev.secretariat.Outcome;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Ticker;
import dev.secretariat.cooperative.CooperativeScheduler;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PaperworkTest {
    private static final Pace LIGHT = new Pace(1, 1_000);
    private static final Plan PLAN = new Plan("one", 1, 4, 4);

    private final Timesheet timesheet = new Timesheet(LIGHT);

    private Paperwork task(String name, int pages, int pagesAtOnce) {
        Paperwork task = new Paperwork(name, new Tray(), pagesAtOnce, timesheet);
        task.tray().fill(pages);
        return task;
    }

    /** At work in no time: the clock stands. */
    private Shift shift(Paperwork... tasks) throws InterruptedException {
        try (Scheduler office = CooperativeScheduler.builder()
                .name("office")
                .ticker(new ManualTicker())
                .build()) {
            return timesheet.measure(PLAN, office, List.of(tasks));
        }
    }

    private static List<String> turns(Shift shift) {
        return shift.stretches().stream().map(Stretch::task).toList();
    }

    @Test
    void tasksAlternateAfterEachPage() throws Exception {
        assertEquals(List.of("a", "b", "a", "b"), turns(shift(task("a", 2, 1), task("b", 2, 1))));
    }

    @Test
    void pagesAtOnceAreOneStretch() throws Exception {
        assertEquals(List.of("a", "b", "a"), turns(shift(task("a", 3, 2), task("b", 2, 2))));
    }

    @Test
    void anEmptyTrayIsDoneAtOnce() throws Exception {
        Shift shift = shift(task("a", 0, 1));
        assertEquals(List.of(), turns(shift));
        assertEquals(new Outcome.Succeeded<>(0L), shift.outcomes().get("a"));
    }

    @Test
    void theSameTaskObjectMayBeSubmittedAgainOnceItsTrayIsFull() throws Exception {
        Paperwork task = task("a", 3, 1);
        Shift first = shift(task);
        task.tray().fill(3);
        assertEquals(first.outcomes(), shift(task).outcomes());
        task.tray().fill(4);
        assertNotEquals(first.outcomes(), shift(task).outcomes());
    }

    @Test
    void workIsMeasuredInTheMinutesOfThePace() throws Exception {
        ManualTicker ticker = new ManualTicker(Long.MAX_VALUE); // wraps around
        try (Scheduler office =
                CooperativeScheduler.builder().name("office").ticker(ticker).build()) {
            office.submit("three minutes pass", worker -> {
                ticker.advance(Duration.ofNanos(3_000));
                return Step.done();
            });
            Shift shift = timesheet.measure(PLAN, office, List.of(task("a", 1, 1)));
            assertEquals(3, shift.minutes());
            assertEquals(3, shift.stretches().get(0).from());
        }
    }

    @Test
    void whoeverHasHalfACoreHasAShareOfAHalf() {
        assertEquals(0.5, new Stretch("a", 0, 10, 20, 5).coreShare());
        assertEquals(1, new Stretch("a", 0, 10, 10, 0).coreShare());
    }

    @Test
    void aPaceComputesAsMuchAsFitsIntoAMinute() {
        Pace pace = Pace.calibrate(Duration.ofNanos(50_000), Ticker.system());
        assertEquals(50_000, pace.minuteNanos());
        assertTrue(pace.rounds() > 1, pace::toString);
    }

    @Test
    void aCoreDoesOneThingAtATime() {
        Plan five = new Plan("five", 5, 300, 60);
        assertEquals(300, five.atBest(1));
        assertEquals(150, five.atBest(2));
        assertEquals(100, five.atBest(3));
        assertEquals(60, five.atBest(5));
        assertEquals(60, five.atBest(64));
        assertEquals(4, new Plan("odd", 2, 7, 4).atBest(2));
    }

    @Test
    void badValuesAreRefusedByName() {
        assertRefused("rounds is 0", () -> new Pace(0, 1));
        assertRefused("minuteNanos is 0", () -> new Pace(1, 0));
        assertRefused("newPages is -1", () -> new Tray().fill(-1));
        assertRefused("pagesAtOnce is 0", () -> new Paperwork("a", new Tray(), 0, timesheet));
        assertRefused("secretaries is 0", () -> new Plan("none", 0, 1, 1));
        assertRefused("ideal is 59", () -> new Plan("magic", 5, 300, 59));
    }

    private static void assertRefused(String message, Runnable call) {
        String actual = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(actual.startsWith(message), actual);
    }
}
