package dev.secretariat.parallel;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Part of a composition: holds something from its first step until it has ended, or has wound down. */
final class SoakPart implements Task<Integer> {
    private final AtomicInteger held;
    private final int steps;
    private final int farewells;
    private boolean holds;
    private int done;
    private int said;

    SoakPart(AtomicInteger held, int steps, int farewells) {
        this.held = held;
        this.steps = steps;
        this.farewells = farewells;
    }

    @Override
    public Step<Integer> step(Worker worker) {
        if (!holds) held.incrementAndGet();
        holds = true;
        if (done++ < steps) return done % 2 == 0 ? Step.yieldNow() : Step.sleep(Duration.ofNanos(50_000));
        held.decrementAndGet();
        return Step.done(done);
    }

    @Override
    public Step<?> onCancel(Worker worker) {
        if (holds && said++ < farewells) return said % 2 == 0 ? Step.yieldNow() : Step.sleep(Duration.ofNanos(20_000));
        if (holds) held.decrementAndGet();
        return Step.done();
    }
}
