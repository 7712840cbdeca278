package dev.secretariat.simulation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One unit for all times of a table, so that they can be compared at a glance: the one that suits the longest, and as
 * many decimals as the finest needs.
 */
final class TimeScale {
    private static final List<String> UNITS = List.of("ns", "us", "ms", "s");

    private final int unit;
    private final int decimals;
    private final boolean isEmpty;

    private TimeScale(int unit, int decimals, boolean isEmpty) {
        this.isEmpty = isEmpty;
        this.unit = unit;
        this.decimals = decimals;
    }

    static TimeScale of(List<TraceEvent> trace) {
        List<Duration> times = new ArrayList<>();
        for (TraceEvent event : trace) times.addAll(List.of(event.at(), event.cost(), event.sleep()));
        Duration longest = times.stream().max(Duration::compareTo).orElse(Duration.ZERO);
        int unit = 0;
        while (unit < UNITS.size() - 1 && longest.compareTo(Duration.ofNanos((long) Math.pow(1000, unit + 1))) >= 0)
            unit++;
        int decimals = 0;
        for (Duration time : times)
            decimals = Math.max(decimals, exact(time, unit).scale());
        return new TimeScale(unit, decimals, longest.isZero());
    }

    private static BigDecimal exact(Duration time, int unit) {
        BigDecimal nanos =
                BigDecimal.valueOf(time.getSeconds()).scaleByPowerOfTen(9).add(BigDecimal.valueOf(time.getNano()));
        BigDecimal number = nanos.movePointLeft(3 * unit).stripTrailingZeros();
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    /** Returns a time as in a column whose head names the unit. */
    String number(Duration time) {
        return exact(time, unit).setScale(decimals).toPlainString();
    }

    /** Returns a time as in a sentence. */
    String inWords(Duration time) {
        return exact(time, unit).toPlainString() + (time.isZero() ? "" : " " + UNITS.get(unit));
    }

    /** Returns the head of a column of numbers. */
    String head() {
        return isEmpty ? "time" : "time (" + UNITS.get(unit) + ")";
    }
}
