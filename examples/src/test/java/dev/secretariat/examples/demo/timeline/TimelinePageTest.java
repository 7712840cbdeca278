package dev.secretariat.examples.demo.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.examples.demo.stories.DayStory;
import dev.secretariat.examples.demo.stories.QuickDays;
import dev.secretariat.examples.demo.workday.Appointment;
import dev.secretariat.examples.demo.workday.Call;
import dev.secretariat.examples.demo.workday.TimeOfDay;
import dev.secretariat.examples.demo.workday.Workday;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class TimelinePageTest {
    private static final String NASTY = "<script>alert('1')</script> & \"\u0007\uFFFF 😀";
    private static final Workday DAY = new Workday(List.of(
            new Call("Mrs Miller", TimeOfDay.of(8, 5), 5, 2),
            new Call("Mr Okafor", TimeOfDay.of(9, 10), 5, 3),
            new Call("Mr Okafor", TimeOfDay.of(9, 30), 5, 4),
            new Appointment("Dr Weber", TimeOfDay.of(9, 0), 20, 5),
            new Appointment(NASTY, TimeOfDay.of(9, 10), 20, 6)));

    private static String html;
    private static Document page;

    @BeforeAll
    static void drawAllStories() throws Exception {
        List<Telling> tellings = new ArrayList<>();
        for (DayStory story : DayStory.all()) {
            tellings.add(Telling.of(story, DAY, QuickDays.live(story, DAY)));
        }
        html = TimelinePage.of("a <test>", tellings, List.of(), "The end & so on.");
        page = Jsoup.parse(html);
    }

    @Test
    void eachTimelineHoldsOneBarForEachCallAndEachAppointment() {
        assertEquals(DayStory.all().size(), page.select("section").size());
        for (Element section : page.select("section")) {
            assertEquals(1, section.select("svg").size());
            assertEquals(
                    List.of("Mrs Miller", "Mr Okafor", "Mr Okafor"),
                    section.select("svg g.call").eachAttr("data-name"));
            assertEquals(2, section.select("svg g.appointment").size());
            for (Element bar : section.select("svg g")) {
                assertTrue(!bar.select("rect").isEmpty(), bar::toString);
            }
        }
    }

    @Test
    void missedCallsHaveNoWorkAndAreMarked() {
        Element missed = page.selectFirst("#without-logistics g.call.missed");
        assertNotNull(missed);
        assertTrue(missed.select("rect.work").isEmpty());
        assertEquals(0, page.select("#alternating g.missed").size());
    }

    @Test
    void onlyTheStoryWithAnArchiveHasALaneForIt() {
        assertEquals(2, page.select("#many-ways g.file").size());
        assertEquals(2, page.select("g.file").size());
    }

    @Test
    void namesAreTextWhateverTheyContain() {
        assertEquals(0, page.select("script").size());
        String shown = NASTY.replace('\u0007', '\uFFFD').replace('\uFFFF', '\uFFFD');
        for (Element section : page.select("section")) {
            assertEquals(
                    List.of("Dr Weber", shown), section.select("g.appointment").eachAttr("data-name"));
        }
    }

    @Test
    void thePageIsWellFormedXml() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        org.w3c.dom.Document xml = factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
        assertEquals("http://www.w3.org/1999/xhtml", xml.getDocumentElement().getNamespaceURI());
    }

    @Test
    void thePageNeedsNoNetworkAndNoScript() {
        assertEquals(
                0,
                page.select("script, link, img, iframe, object, [src], [href]").size());
        assertTrue(!html.contains("@import") && !html.replace("url(#", "").contains("url("));
    }

    @Test
    void thePageShowsTheFiguresOfEachStory() {
        assertEquals(
                DayStory.all().stream().map(DayStory::title).toList(),
                page.select("tbody th").eachText());
        assertEquals("3", page.select("#alternating .figures b").first().text());
        assertTrue(page.text().contains("The end & so on."));
    }
}
