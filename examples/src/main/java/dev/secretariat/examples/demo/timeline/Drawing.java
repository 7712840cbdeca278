package dev.secretariat.examples.demo.timeline;

import static dev.secretariat.examples.demo.timeline.Svg.number;

import dev.secretariat.examples.demo.workday.Appointment;
import dev.secretariat.examples.demo.workday.Call;
import dev.secretariat.examples.demo.workday.TimeOfDay;
import java.util.ArrayList;
import java.util.List;

/** Draws a telling as an SVG timeline: a lane for each place, a row for each secretary, and an axis. */
final class Drawing {
    private static final int BAR = 24;
    private static final int THIN_BAR = 10;
    private static final int ROW = 18;
    private static final int ROW_GAP = 6;
    private static final int AXIS = 24;
    private static final int HOUR = 60;

    private final Telling telling;
    private final Scale scale;
    private final Markup markup;

    Drawing(Telling telling, Scale scale, Markup markup) {
        this.telling = telling;
        this.scale = scale;
        this.markup = markup;
    }

    void draw() {
        List<Lane> lanes = lanes();
        int secretaries = telling.story().secretaries();
        double rowsY = lanes.stream().mapToDouble(Lane::height).sum();
        double axisY = rowsY + secretaries * ROW + ROW_GAP;
        Svg.open(markup, telling.story().title(), scale.width(), axisY + AXIS);
        axis(axisY);
        double top = 0;
        for (Lane lane : lanes) {
            lane.draw(markup, top);
            top += lane.height();
        }
        for (int secretary = 0; secretary < secretaries; secretary++) row(secretary, rowsY + ROW_GAP + secretary * ROW);
        markup.close();
    }

    /** Draws what a secretary did, in the colours of the lanes above. */
    private void row(int secretary, double y) {
        String name = telling.story().secretaries() == 1 ? "secretary" : "secretary " + (secretary + 1);
        markup.open("g", "class=secretary", "data-name=" + name);
        markup.element("text", name, "class=lane", "x=0", "y=" + number(y + THIN_BAR));
        for (Span span : telling.idle(secretary)) scale.rect(markup, "idle", span, y, THIN_BAR);
        for (Duty duty : telling.duties(secretary)) {
            scale.rect(markup, duty.entry() instanceof Call ? "call" : "appointment", duty.span(), y, THIN_BAR);
        }
        markup.close();
    }

    private List<Lane> lanes() {
        List<Bar> phone = new ArrayList<>();
        List<Bar> desk = new ArrayList<>();
        List<Bar> archive = new ArrayList<>();
        for (Service service : telling.services()) {
            if (service.entry() instanceof Call) phone.add(Bar.of("call", service));
            if (service.entry() instanceof Appointment) desk.add(Bar.of("appointment", service));
            service.search()
                    .ifPresent(span -> archive.add(Bar.ofSearch(service.entry().name(), span)));
        }
        List<Lane> lanes = new ArrayList<>();
        lanes.add(new Lane("phone", BAR, phone, scale));
        lanes.add(new Lane("desk", BAR, desk, scale));
        if (!archive.isEmpty()) lanes.add(new Lane("archive", THIN_BAR, archive, scale));
        return lanes;
    }

    private void axis(double y) {
        TimeOfDay hour = scale.opening();
        for (; !scale.closing().isBefore(hour); hour = hour.plus(HOUR)) {
            double x = scale.x(hour);
            Svg.line(markup, "hour", x, x, 0, y);
            markup.element("text", hour.toString(), "class=hour", "x=" + number(x), "y=" + number(y + 16));
        }
    }
}
