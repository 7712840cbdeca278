package dev.secretariat.simulation;

import dev.secretariat.reports.Watch;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How runs are watched in real time.
 *
 * @param watch who looks at them
 * @param patience after how long one that stands still is given up
 * @param listener told in words of what stands still, while it does
 */
record Supervision(Watch watch, Duration patience, Consumer<String> listener) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** For runs that are known to block, or that are not needed. */
    private static final Duration BRIEF = Duration.ofSeconds(1);

    /** By the system's clock, with a minute's patience, told on the console. */
    static Supervision standard() {
        return new Supervision(Watch.system(), PATIENCE, System.err::println);
    }

    Supervision patience(Duration other) {
        return new Supervision(watch, other, listener);
    }

    /** Short and silent. */
    Supervision brief() {
        return new Supervision(watch, patience.compareTo(BRIEF) < 0 ? patience : BRIEF, text -> {});
    }

    Supervisor begin() {
        return new Supervisor(watch, patience, listener);
    }
}
