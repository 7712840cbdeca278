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
    /** No step of a sensible test takes as long, and whoever waits for a build can wait for it once. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** For runs that are known to block. */
    private static final Duration BRIEF = Duration.ofSeconds(1);

    /** For runs that only make a failure smaller; on a busy machine, a thread may stand for a second without a fault. */
    private static final Duration SPARE = Duration.ofSeconds(5);

    /** Returns one by the system's clock, with a minute's patience, told on the console. */
    static Supervision standard() {
        return new Supervision(Watch.system(), PATIENCE, System.err::println);
    }

    Supervision patience(Duration other) {
        return new Supervision(watch, other, listener);
    }

    Supervision brief() {
        return silent(BRIEF);
    }

    Supervision spare() {
        return silent(SPARE);
    }

    private Supervision silent(Duration most) {
        return new Supervision(watch, patience.compareTo(most) < 0 ? patience : most, text -> {});
    }

    Supervisor begin() {
        return new Supervisor(watch, patience, listener);
    }
}
