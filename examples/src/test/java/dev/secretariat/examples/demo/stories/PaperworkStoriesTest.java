package dev.secretariat.examples.demo.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Outcome;
import dev.secretariat.examples.demo.paperwork.Pace;
import dev.secretariat.examples.demo.paperwork.Shift;
import dev.secretariat.examples.demo.paperwork.Stretch;
import dev.secretariat.examples.demo.workday.Appointment;
import dev.secretariat.examples.demo.workday.Call;
import dev.secretariat.examples.demo.workday.TimeOfDay;
import dev.secretariat.examples.demo.workday.Workday;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class PaperworkStoriesTest {
    /** Pages that take next to no time. */
    private static final Pace LIGHT = new Pace(10, 1_000);

    private static final Workday DAY = new Workday(List.of(
            new Call("Mrs Miller", TimeOfDay.of(8, 5), 5, 2), new Appointment("Dr Weber", TimeOfDay.of(9, 0), 20, 3)));

    static List<PaperworkStory> stories() {
        return PaperworkStory.all();
    }

    @Test
    void oneBecomesTwoAndTheSameComesOfTheSameTasks() throws Exception {
        List<Shift> shifts = new OneBecomesTwo().work(DAY, LIGHT);
        Map<String, Outcome<Long>> cooperative = shifts.get(0).outcomes();
        Map<String, Outcome<Long>> parallel = shifts.get(1).outcomes();
        assertEquals(Set.of("letters", "accounts"), cooperative.keySet());
        assertEquals(cooperative, parallel);
        for (Outcome<Long> outcome : parallel.values())
            assertTrue(outcome instanceof Outcome.Succeeded, outcome::toString);
    }

    @Test
    void oneBecomesTwoHasAPageForEachMinuteThatSomebodyTalked() throws Exception {
        Shift monday = new OneBecomesTwo().work(DAY, LIGHT).get(0);
        assertEquals(2 * (5 + 20), monday.plan().work());
        assertEquals(List.of(1, 2), secretaries(new OneBecomesTwo().work(DAY, LIGHT)));
    }

    @Test
    void fiveTasksAreDoneByOneAndByTwoAndByFive() throws Exception {
        List<Shift> shifts = new FiveTasks().work(DAY, LIGHT);
        assertEquals(List.of(1, 2, 2, 5), secretaries(shifts));
        assertEquals(
                List.of(300, 180, 150, 60),
                shifts.stream().map(shift -> shift.plan().ideal()).toList());
        assertEquals(1, shifts.stream().map(Shift::outcomes).distinct().count());
        assertEquals(5, shifts.get(0).tasks().size());
    }

    @Test
    void aTaskInOneGoStaysWithWhoeverBeganIt() throws Exception {
        Map<String, Set<Integer>> secretaries = new FiveTasks()
                .work(DAY, LIGHT).get(1).stretches().stream()
                        .collect(Collectors.groupingBy(
                                Stretch::task, Collectors.mapping(Stretch::secretary, Collectors.toSet())));
        assertEquals(5, secretaries.size());
        for (Set<Integer> ofTask : secretaries.values()) assertEquals(1, ofTask.size());
    }

    @Test
    void theExplanationFitsTheMachine() throws Exception {
        List<Shift> shifts = new FiveTasks().work(DAY, LIGHT);
        String two = new FiveTasks().explanation(2, shifts);
        assertTrue(two.contains("five secretaries share 2 cores") && two.contains("before minute 150"), two);
        String one = new FiveTasks().explanation(1, shifts);
        assertTrue(one.contains("five secretaries share one core") && one.contains("before minute 300"), one);
        String five = new FiveTasks().explanation(5, shifts);
        assertTrue(five.contains("has a core of her own") && !five.contains("share"), five);
        String same = new OneBecomesTwo().explanation(1, new OneBecomesTwo().work(DAY, LIGHT));
        assertTrue(same.startsWith("The same came of them both times."), same);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void noSecretaryIsAtTwoTasksAtOnce(PaperworkStory story) throws Exception {
        for (Shift shift : story.work(DAY, LIGHT)) {
            IntStream.range(0, shift.plan().secretaries()).forEach(secretary -> assertNoOverlap(shift, secretary));
            assertTrue(shift.stretches().stream()
                    .allMatch(stretch -> stretch.secretary() < shift.plan().secretaries()));
        }
    }

    private static void assertNoOverlap(Shift shift, int secretary) {
        double free = 0;
        for (Stretch stretch : shift.stretches()) {
            if (stretch.secretary() != secretary) continue;
            assertFalse(stretch.from() < free, stretch::toString);
            free = stretch.to();
        }
        assertTrue(free <= shift.minutes());
    }

    private static List<Integer> secretaries(List<Shift> shifts) {
        return shifts.stream().map(shift -> shift.plan().secretaries()).toList();
    }
}
