package dev.secretariat.tck;

import dev.secretariat.FailureHandler;
import dev.secretariat.ManualTicker;
import dev.secretariat.Scheduler;
import dev.secretariat.Ticker;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests that every scheduler has to pass, one or more for each rule of SPEC.md that is about
 * schedulers in general. Extend it, say how to create yours, and run it with JUnit:
 *
 * <pre>{@code
 * class TwoThreadSchedulerTest extends SchedulerTck {
 *     @Override
 *     protected Scheduler create(Ticker ticker, FailureHandler failures) {
 *         return new TwoThreadScheduler(ticker, failures);
 *     }
 * }
 * }</pre>
 *
 * <p>A test is named after its rule, {@code required_T4_aWakeDuringTheStepIsNotLost}. If it fails, it says which
 * rule is broken, what was seen, and where to look. What your scheduler does without on purpose, leave out of
 * {@link #features}.
 *
 * <p>The kit closes each scheduler that it has created, before methods annotated with {@code @AfterEach}: they
 * are the place to free what a scheduler stood on. A scheduler may have threads or be driven by whoever joins
 * its tasks and closes it; tests that touch it from a second thread need {@link Feature#FOREIGN_THREADS}.
 */
@Timeout(120)
@ExtendWith(RuleReport.class)
public abstract class SchedulerTck
        implements TaskRules,
                WakeRules,
                FailureRules,
                CancelRules,
                WindDownRules,
                WaitRules,
                SleepRules,
                WorkerRules,
                FairnessRules,
                CloseRules,
                ClosingThreadRules,
                ThreadRules,
                JoinRules,
                ExecutorRules,
                ExecutorEndRules,
                ForkRules,
                FiberRules,
                FiberCancelRules,
                FiberForkRules,
                FiberThreadRules {
    /** So soon does the tests' clock wrap around; each of them lets hours pass. */
    private static final long UNTIL_WRAP_NANOS = Duration.ofMinutes(1).toNanos();

    private final ManualTicker ticker = new ManualTicker(Long.MAX_VALUE - UNTIL_WRAP_NANOS);
    private @Nullable Trial trial;

    /** For JUnit. */
    protected SchedulerTck() {}

    /**
     * Creates a scheduler of the kind under test. A test may create several, and closes them all.
     *
     * @param ticker the clock that it must use, unless {@link #advance} is overridden
     * @param failures who must receive the failures that nobody else would see
     */
    protected abstract Scheduler create(Ticker ticker, FailureHandler failures);

    /** Returns what the scheduler supports; everything but {@link Feature#ONE_LINE}, unless overridden. */
    protected Set<Feature> features() {
        return EnumSet.complementOf(EnumSet.of(Feature.ONE_LINE));
    }

    /**
     * Lets time pass for a scheduler. Overridden where it has a time of its own, instead of the ticker that it
     * was created with.
     *
     * @param scheduler the scheduler
     * @param duration how much time
     */
    protected void advance(Scheduler scheduler, Duration duration) {
        ticker.advance(duration);
    }

    /**
     * Returns for how long, in real time, a test waits for any one thing before it fails. Generous by default: a
     * scheduler that keeps to the rules never makes a test wait for it.
     */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    final Scheduler createScheduler(FailureHandler failures) {
        return create(ticker, failures);
    }

    final void begin() {
        trial = new Trial(this);
    }

    final void end(boolean failed) throws Exception {
        trial().end(failed);
    }

    /** Returns what the running test works with; of the kit's own tests. */
    @Override
    public final Trial trial() {
        return Objects.requireNonNull(trial, "the kit's tests are run by JUnit Jupiter");
    }
}
