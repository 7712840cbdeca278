package dev.secretariat.examples.demo.simulated;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.simulation.Cost;
import java.time.Duration;

/** A piece of paperwork, done page by page; between two pages the secretary may turn to another piece. */
final class Paper implements Task<Void> {
    private static final Duration PAGE = Duration.ofMinutes(5);

    private int minutes;

    Paper(int minutes) {
        this.minutes = minutes;
    }

    @Override
    public Step<Void> step(Worker worker) {
        int page = Math.min(minutes, (int) PAGE.toMinutes());
        Cost.spend(worker, Duration.ofMinutes(page));
        minutes -= page;
        return minutes > 0 ? Step.yieldNow() : Step.done();
    }
}
