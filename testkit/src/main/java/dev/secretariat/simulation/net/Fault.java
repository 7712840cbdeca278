package dev.secretariat.simulation.net;

import dev.secretariat.Deadline;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A fault, which begins in one step and is over in the next. Where its task is left out of a run, it is not. */
abstract class Fault implements Task<Object> {
    private final Network<?> network;
    private final Duration duration;
    private @Nullable Deadline end;

    Fault(Network<?> network, Duration duration) {
        this.network = network;
        this.duration = duration;
    }

    @Override
    public Step<Object> step(Worker worker) {
        if (network.isClosed()) return Step.done("comes too late");
        if (end != null) return Step.done(end());
        if (!begin()) return Step.done("changes nothing");
        end = worker.deadline(duration);
        return Step.await(end);
    }

    /** Begins; says whether there is something to end. */
    abstract boolean begin();

    /** Ends it; says what that does. */
    abstract String end();
}
