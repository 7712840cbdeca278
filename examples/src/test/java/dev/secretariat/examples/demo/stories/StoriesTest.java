package dev.secretariat.examples.demo.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.examples.demo.timeline.Figures;
import dev.secretariat.examples.demo.timeline.Service;
import dev.secretariat.examples.demo.timeline.Telling;
import dev.secretariat.examples.demo.workday.Appointment;
import dev.secretariat.examples.demo.workday.Call;
import dev.secretariat.examples.demo.workday.TimeOfDay;
import dev.secretariat.examples.demo.workday.Workday;
import dev.secretariat.examples.demo.workday.WorkdayReader;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class StoriesTest {
    static List<DayStory> stories() {
        return DayStory.all();
    }

    private static Workday shipped() throws Exception {
        try (InputStream csv = Story.class.getResourceAsStream("../workday.csv")) {
            return WorkdayReader.read("workday.csv", csv.readAllBytes());
        }
    }

    private static Telling tell(DayStory story, Workday workday) throws Exception {
        return Telling.of(story, workday, QuickDays.live(story, workday));
    }

    private static Figures figures(DayStory story) throws Exception {
        return Figures.of(tell(story, shipped()));
    }

    private static Service only(Telling telling, String name) {
        return telling.services().stream()
                .filter(service -> service.entry().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutLogisticsCallsAreMissedWhileTheSecretaryWaits() throws Exception {
        Figures figures = figures(new WithoutLogistics());
        assertEquals(2, figures.answered());
        assertEquals(5, figures.missed());
        assertEquals(Caller.PATIENCE, figures.longestRing());
        assertEquals(Optional.of(TimeOfDay.of(11, 35)), figures.lastAppointmentEnd());
    }

    @Test
    void alternatingEveryCallIsAnsweredWithinTwoMinutes() throws Exception {
        Figures figures = figures(new Alternating());
        assertEquals(7, figures.answered());
        assertEquals(0, figures.missed());
        assertTrue(figures.longestRing() <= 2, figures::toString);
    }

    @Test
    void alternatingTheLastAppointmentEndsLaterByTheLengthOfTheCallItWasInterruptedBy() throws Exception {
        assertEquals(
                Optional.of(TimeOfDay.of(11, 38)), figures(new Alternating()).lastAppointmentEnd());
    }

    @Test
    void alternatingLeavesLessIdleTimeThanDoingOneThingAfterTheOther() throws Exception {
        assertTrue(figures(new Alternating()).idle()
                < figures(new WithoutLogistics()).idle());
    }

    @Test
    void aCallThatComesWhileAnotherOneIsTalkedOverRingsUntilThatEnds() throws Exception {
        Workday busy = new Workday(
                List.of(new Call("first", TimeOfDay.of(9, 0), 4, 1), new Call("second", TimeOfDay.of(9, 1), 1, 2)));
        Service second = only(tell(new Alternating(), busy), "second");
        assertEquals(3, second.waiting().orElseThrow().minutes());
        assertTrue(second.isComplete());
    }

    @Test
    void manyWaysServeTheSamePeople() throws Exception {
        Telling alternating = tell(new Alternating(), shipped());
        Telling manyWays = tell(new ManyWays(), shipped());
        assertEquals(alternating.served(), manyWays.served());
        assertEquals(10, manyWays.served().size());
    }

    @Test
    void greenThreadsPassTheDayAsTheStepsDoEventByEvent() throws Exception {
        assertEquals(QuickDays.live(new Alternating(), shipped()), QuickDays.live(new GreenThreads(), shipped()));
        assertEquals(QuickDays.live(new ManyWays(), shipped()), QuickDays.liveStraightWithArchive(shipped()));
    }

    @Test
    void greenThreadsOfTwoSecretariesServeAsTheStepsDo() throws Exception {
        Telling straight = Telling.of(new TwoSecretaries(), shipped(), QuickDays.liveStraightByTwo(shipped()));
        Telling steps = tell(new TwoSecretaries(), shipped());
        assertEquals(steps.served(), straight.served());
        assertEquals(Figures.of(steps), Figures.of(straight));
    }

    @Test
    void twoSecretariesAnswerEveryCallAtOnceAndNoVisitorStaysLonger() throws Exception {
        Figures figures = figures(new TwoSecretaries());
        assertEquals(7, figures.answered());
        assertEquals(0, figures.longestRing());
        assertEquals(figures(new WithoutLogistics()).lastAppointmentEnd(), figures.lastAppointmentEnd());
        assertEquals(
                tell(new Alternating(), shipped()).served(),
                tell(new TwoSecretaries(), shipped()).served());
    }

    @Test
    void onlyTwoSecretariesAreAtWorkAtOnce() throws Exception {
        assertEquals(6 + 2 + 8 + 3, figures(new TwoSecretaries()).atOnce()); // the calls during appointments
        assertEquals(0, figures(new Alternating()).atOnce());
        assertEquals(0, figures(new ManyWays()).atOnce());
    }

    @Test
    void theSecondSecretaryCostsIdleTime() throws Exception {
        assertTrue(figures(new Alternating()).idle()
                < figures(new TwoSecretaries()).idle());
    }

    @Test
    void theFilesComeBeforeTheVisitorsAndCostNoTimeOfTheSecretary() throws Exception {
        Telling telling = tell(new ManyWays(), shipped());
        for (Service service : telling.services()) {
            if (service.entry() instanceof Call) {
                assertTrue(service.search().isEmpty());
                continue;
            }
            TimeOfDay found = service.search().orElseThrow().to();
            assertTrue(found.isBefore(service.entry().time()), service::toString);
        }
        assertEquals(figures(new Alternating()).idle(), Figures.of(telling).idle());
    }

    @ParameterizedTest
    @MethodSource("stories")
    void noSecretaryDoesTwoThingsInTheSameMinute(DayStory story) throws Exception {
        TimeOfDay[] free = new TimeOfDay[story.secretaries()];
        Arrays.fill(free, shipped().opening());
        for (Journal.Event event : QuickDays.live(story, shipped())) {
            if (event.what() != Journal.What.WORKED) continue;
            assertFalse(event.from().isBefore(free[event.secretary()]), event::toString);
            free[event.secretary()] = event.to();
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    void everyAppointmentIsKeptAndWorkedThroughToItsEnd(DayStory story) throws Exception {
        for (Service service : tell(story, shipped()).services()) {
            if (service.entry() instanceof Appointment) assertTrue(service.isComplete());
            int worked =
                    service.work().stream().mapToInt(span -> span.minutes()).sum();
            assertEquals(service.isComplete() ? service.entry().minutes() : 0, worked);
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    void anAppointmentThatOverlapsTheOneBeforeItBeginsLate(DayStory story) throws Exception {
        Workday overlapping = new Workday(List.of(
                new Appointment("first", TimeOfDay.of(9, 0), 30, 1),
                new Appointment("second", TimeOfDay.of(9, 20), 10, 2)));
        Service second = only(tell(story, overlapping), "second");
        assertEquals(10, second.waiting().orElseThrow().minutes());
        assertEquals(Optional.of(TimeOfDay.of(9, 40)), second.end());
    }

    @ParameterizedTest
    @MethodSource("stories")
    void aDayEndsAlsoWithoutCallsOrWithoutAppointments(DayStory story) throws Exception {
        Workday calls = new Workday(List.of(new Call("only", TimeOfDay.of(9, 5), 2, 1)));
        assertEquals(List.of("only"), tell(story, calls).served());
        Workday appointments = new Workday(List.of(new Appointment("only", TimeOfDay.of(9, 5), 2, 1)));
        assertEquals(List.of("only"), tell(story, appointments).served());
    }

    @ParameterizedTest
    @MethodSource("stories")
    void twoCallsOfTheSameNameAtTheSameTimeAreTwoCalls(DayStory story) throws Exception {
        Workday twins = new Workday(
                List.of(new Call("twin", TimeOfDay.of(9, 0), 1, 1), new Call("twin", TimeOfDay.of(9, 0), 1, 2)));
        assertEquals(List.of("twin", "twin"), tell(story, twins).served());
    }

    @ParameterizedTest
    @MethodSource("stories")
    void aDayMayGoOnPastMidnight(DayStory story) throws Exception {
        Workday late = new Workday(List.of(new Appointment("late", TimeOfDay.of(23, 50), 30, 1)));
        assertEquals("24:20", tell(story, late).end().toString());
    }
}
