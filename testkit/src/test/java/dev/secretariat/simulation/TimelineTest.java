package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.sync.Shared;
import java.io.StringReader;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class TimelineTest {
    private static Run run(int tasks, int steps) {
        Simulation simulation = Simulation.of(it -> {
            Shared<Integer> shared = new Shared<>("shared", 0);
            for (int i = 0; i < tasks; i++) {
                int[] left = {steps};
                it.submit("task <" + i + ">", worker -> {
                    shared.set(left[0]);
                    it.note("goes on & on");
                    return --left[0] > 0 ? Step.yieldNow() : Step.done();
                });
            }
        });
        return simulation.replay(simulation.run(1).schedule());
    }

    private static String page(Run run) throws Exception {
        String page = Timeline.page("a run", run);
        String xml = page.replace("<!DOCTYPE html>", "");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        return page;
    }

    private static int count(String text, String regex) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        int count = 0;
        while (matcher.find()) count++;
        return count;
    }

    @Test
    void aShortRunIsDrawnStepByStep() throws Exception {
        String page = page(run(3, 2));
        assertTrue(page.contains("<h2>Step by step</h2>") && !page.contains("<h2>All steps</h2>"), page);
        assertEquals(6, count(page, "<rect "));
        assertTrue(page.contains("writes shared: 2, goes on &amp; on; yields"), page);
    }

    @Test
    void eachOfManyTasksHasAColourOfItsOwn() throws Exception {
        String page = page(run(30, 1));
        Set<String> colours = new HashSet<>();
        Matcher matcher = Pattern.compile("<rect (class=\"task-\\d+\"|style=\"fill: hsl\\(\\d+)")
                .matcher(page);
        while (matcher.find()) colours.add(matcher.group(1));
        assertEquals(30, colours.size(), colours.toString());
    }

    @Test
    void aLongRunIsDrawnAsAWholeToo() throws Exception {
        Run run = run(10, 1_000);
        assertEquals(10_000, run.trace().size());
        String page = page(run);
        assertTrue(page.contains("<h2>All steps</h2>") && page.contains("<h2>The last 200 steps</h2>"));
        assertFalse(page.contains("are shown"), "all of them fit");
        assertTrue(count(page, "<rect ") <= 10_000 + 200);
    }

    @Test
    void aRunOfOneTaskIsOneBar() throws Exception {
        String page = page(run(1, 1_000));
        assertEquals(1 + 200, count(page, "<rect "));
    }

    @Test
    void itNeedsNoScript() throws Exception {
        assertFalse(page(run(2, 2)).contains("<script"));
    }
}
