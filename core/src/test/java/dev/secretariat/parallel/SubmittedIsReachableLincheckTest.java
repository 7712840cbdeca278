package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.internal.Inbox;
import dev.secretariat.internal.Scenarios;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SPEC.md, rule S2: what has been submitted is there for a worker, wherever other submitters stand still. The ways in of
 * the schedulers, with one consumer, to whom a hole would look like the end.
 */
class SubmittedIsReachableLincheckTest {
    private static ModelCheckingOptions twoSubmitters() {
        return new ModelCheckingOptions()
                .iterations(0)
                .invocationsPerIteration(500)
                .minimizeFailedScenario(false)
                .sequentialSpecification(Specification.class)
                .addCustomScenario(Scenarios.of(WayIn.class, "", "add 1", "add 2; take"));
    }

    @ParameterizedTest
    @ValueSource(classes = {OfTheParallelScheduler.class, OfTheCooperativeScheduler.class})
    void required_S2_aSubmitterThatStandsStillHidesNoOtherSubmission(Class<?> wayIn) {
        twoSubmitters().check(wayIn);
    }

    @Test
    void aPlaceThatIsTakenAndNotYetFilledIsCaught() {
        ModelCheckingOptions options = twoSubmitters();
        assertThrows(LincheckAssertionError.class, () -> options.check(WithAHole.class));
    }

    @Param(name = "element", gen = IntGen.class, conf = "1:3")
    public abstract static class WayIn {
        @Operation
        public abstract void add(@Param(name = "element") int element);

        /** The oldest, or null. */
        @Operation(nonParallelGroup = "consumer")
        public abstract Integer take();
    }

    public static class OfTheParallelScheduler extends WayIn {
        private final InjectionQueue<Integer> queue = new InjectionQueue<>();
        private final LocalQueue<Integer> own = new LocalQueue<>(2);

        @Override
        public void add(int element) {
            queue.add(element);
        }

        @Override
        public Integer take() {
            queue.moveTo(own, 1);
            return own.poll();
        }
    }

    public static class OfTheCooperativeScheduler extends WayIn {
        private final Inbox<Integer> inbox = new Inbox<>();

        @Override
        public void add(int element) {
            inbox.post(element);
        }

        @Override
        public Integer take() {
            return inbox.poll();
        }
    }

    /** Its producers take a place, then fill it. */
    public static class WithAHole extends WayIn {
        private final MpscUnboundedVarHandleArrayQueue<Integer> queue = new MpscUnboundedVarHandleArrayQueue<>(4);

        @Override
        public void add(int element) {
            queue.offer(element);
        }

        @Override
        public Integer take() {
            return queue.relaxedPoll();
        }
    }

    public static class Specification extends WayIn {
        private final Queue<Integer> queue = new ArrayDeque<>();

        @Override
        public void add(int element) {
            queue.add(element);
        }

        @Override
        public Integer take() {
            return queue.poll();
        }
    }
}
