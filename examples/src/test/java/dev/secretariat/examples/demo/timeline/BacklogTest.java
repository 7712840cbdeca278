package dev.secretariat.examples.demo.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Outcome;
import dev.secretariat.examples.demo.paperwork.Plan;
import dev.secretariat.examples.demo.paperwork.Shift;
import dev.secretariat.examples.demo.paperwork.Stretch;
import dev.secretariat.examples.demo.stories.FiveTasks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final String NASTY = "<b> & \"x\"";

    /** Two tasks in turns, a minute each. */
    private static Shift one() {
        List<Stretch> stretches = new ArrayList<>();
        for (int minute = 0; minute < 40; minute++) {
            stretches.add(new Stretch(minute % 2 == 0 ? "letters" : NASTY, 0, minute, minute + 1, 1));
        }
        return shift(new Plan("One", 1, 40, 40), 40, stretches);
    }

    /** Both at once, each with half a core; in the end one is idle. */
    private static Shift two() {
        Stretch letters = new Stretch("letters", 0, 0, 40, 20);
        Stretch nasty = new Stretch(NASTY, 1, 0, 30, 15);
        return shift(new Plan("Two", 2, 40, 20), 40, List.of(letters, nasty));
    }

    private static Shift shift(Plan plan, double minutes, List<Stretch> stretches) {
        Map<String, Outcome<Long>> outcomes = new LinkedHashMap<>();
        outcomes.put("letters", new Outcome.Succeeded<>(1L));
        outcomes.put(NASTY, new Outcome.Succeeded<>(2L));
        return new Shift(plan, minutes, stretches, outcomes);
    }

    private static final Backlog BACKLOG = new Backlog(new FiveTasks(), 2, List.of(one(), two()));
    private static final Document PAGE =
            Jsoup.parse(TimelinePage.of("a test", List.of(), List.of(BACKLOG), "The end."));

    private static Element svg(int shift) {
        return PAGE.select("section#five-tasks svg").get(shift);
    }

    @Test
    void eachSecretaryHasALane() {
        assertEquals(2, PAGE.select("section svg").size());
        assertEquals(List.of("secretary"), svg(0).select("g.secretary").eachAttr("data-name"));
        assertEquals(
                List.of("secretary 1", "secretary 2"),
                svg(1).select("g.secretary").eachAttr("data-name"));
        assertEquals(20, svg(0).select("g.task-1 rect.work").size());
        assertEquals(List.of("letters"), svg(1).select("g.task-1").eachAttr("data-task"));
        assertEquals(List.of(NASTY), svg(1).select("g.task-2").eachAttr("data-task"));
    }

    @Test
    void aBarIsAsHighAsThePartOfACore() {
        double whole = Double.parseDouble(svg(0).selectFirst("rect.work").attr("height"));
        double half = Double.parseDouble(svg(1).selectFirst("rect.work").attr("height"));
        assertEquals(whole / 2, half);
        assertEquals(0, svg(0).select("rect.shared").size());
        assertEquals(2, svg(1).select("rect.shared").size());
    }

    @Test
    void wideBarsSayWhatTheyAre() {
        assertEquals(
                "letters, minute 0 to 40, 20 minutes of a core",
                svg(1).selectFirst("g.task-1 title").text());
        assertEquals("1", svg(1).selectFirst("g.task-1 text").text());
    }

    @Test
    void thePictureIsDescribedInWordsAndAsText() {
        String label = svg(1).attr("aria-label");
        assertTrue(label.startsWith("Timeline: Two, ideal 20 min, best on 2 cores 20 min, measured 40 min"), label);
        String text = PAGE.selectFirst("section#five-tasks pre").wholeText();
        assertTrue(text.startsWith("1 = letters, 2 = " + NASTY + ", . = idle"), text);
        assertTrue(text.contains(BACKLOG.lines(two()).get(1)), text);
    }

    @Test
    void measuredStandsBesideIdeal() {
        assertEquals(List.of("One", "Two"), PAGE.select("tbody th").eachText());
        assertEquals(
                List.of("20 min", "20 min", "40 min"),
                PAGE.select("tbody tr").get(1).select("td").eachText().subList(0, 3));
        assertEquals(List.of("ideal 40", "ideal 20"), PAGE.select("text.ideal").eachText());
    }

    @Test
    void aLineOfTextHasACharacterForEachMinute() {
        assertEquals(List.of("12".repeat(20)), BACKLOG.lines(one()));
        assertEquals(List.of("1".repeat(40), "2".repeat(30) + ".".repeat(10)), BACKLOG.lines(two()));
    }

    @Test
    void aCharacterForSeveralMinutesIsGivenToTheTasksInTurn() {
        Backlog longer = new Backlog(new FiveTasks(), 2, List.of(one(), shift(one().plan(), 140, List.of())));
        String line = longer.lines(one()).get(0);
        assertEquals(20, line.length());
        assertEquals(10, line.chars().filter(c -> c == '1').count());
        assertEquals(10, line.chars().filter(c -> c == '2').count());
    }

    @Test
    void whereOthersHadTheCoresThePageSaysSo() {
        assertTrue(BACKLOG.explanation().contains("other programs"), BACKLOG::explanation);
        Backlog undisturbed = new Backlog(new FiveTasks(), 2, List.of(one()));
        assertTrue(!undisturbed.explanation().contains("other programs"), undisturbed::explanation);
    }
}
