package dev.secretariat.tck;

import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests that an awaitable of one's own has to pass, one or more for each of the rules A1 to A6 of SPEC.md. Extend it, say how to
 * create yours and make its condition hold, and run it with JUnit:
 *
 * <pre>{@code
 * class ReadableTckTest extends AwaitableTck {
 *     @Override
 *     protected Subject create() {
 *         Pipe<String> pipe = new Pipe<>(1);
 *         return Subject.wakesOne(pipe.readable(), () -> pipe.offer("a letter"), pipe::poll);
 *     }
 * }
 * }</pre>
 *
 * <p>A test is named after its rule, {@code required_A1_anEventBesideRegisterIsNotMissed}. If it fails, it says which rule is broken,
 * what was seen, and where to look.
 *
 * <p>An event that comes in the midst of {@code register} is what such code most often misses. The kit tries that with two threads, some
 * thousand times; and wherever the awaitable calls something of the kit's in the midst of it, at each such place, every time: where it compares
 * or hashes a waker, and where it asks a {@link #probe}.
 */
@ExtendWith(AwaitableReport.class)
public abstract class AwaitableTck implements EventRules, LeavingRules, WakingRules, CallRules {
    private final Points points = new Points();
    private @Nullable AwaitableTrial trial;

    /** For JUnit. */
    protected AwaitableTck() {}

    /**
     * Creates what is tested, fresh, with a condition that does not hold. Called many thousand times: it is to be cheap, and what has to be
     * closed is best made once, before each test.
     */
    protected abstract Subject create();

    /**
     * Returns a condition that says what another one does, and at which the kit can step in: where an awaitable is given its condition as
     * a function, wrap it, and the kit lets the event come just before and just after each look at it.
     *
     * @param condition what is to be asked
     */
    protected final BooleanSupplier probe(BooleanSupplier condition) {
        Objects.requireNonNull(condition, "condition");
        return () -> {
            points.pass();
            boolean holds = condition.getAsBoolean();
            points.pass();
            return holds;
        };
    }

    /**
     * Returns for how long, in real time, a test waits for any one thing before it fails. Generous by default: an awaitable that
     * keeps to the rules never makes a test wait for it.
     */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    final void begin() {
        trial = new AwaitableTrial(this, points);
    }

    final void end() {
        trial().end();
    }

    /** Returns what the running test works with; of the kit's own tests. */
    @Override
    public final AwaitableTrial trial() {
        return Objects.requireNonNull(trial, "the kit's tests are run by JUnit Jupiter");
    }
}
