package dev.secretariat.internal;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * Wherever a producer stands still, the queue is one: first in, first out, and what has been added is there. The queues
 * with a hole are not: between two of its steps, their producer hides what others have added.
 */
class ArrivalQueueLincheckTest {
    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .iterations(15)
                .invocationsPerIteration(300)
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(2)
                .sequentialSpecification(Specification.class);
    }

    /** And nobody waits for anybody, wherever he is stopped. */
    @Test
    void threeThreadsInEveryInterleaving() {
        modelChecking().checkObstructionFreedom(true).check(Real.class);
    }

    private static void assertCaught(Class<?> holed) {
        ModelCheckingOptions options = modelChecking()
                .iterations(0)
                .invocationsPerIteration(3000)
                .minimizeFailedScenario(false)
                .addCustomScenario(Scenarios.of(Subject.class, "", "add 1", "add 2; poll"));
        assertThrows(LincheckAssertionError.class, () -> options.check(holed));
    }

    @Test
    void aPlaceThatIsTakenAndNotYetFilledIsCaught() {
        assertCaught(TakesAPlaceThenFillsIt.class);
    }

    @Test
    void aNodeThatIsTheLastAndNotYetLinkedIsCaught() {
        assertCaught(BecomesTheLastThenLinks.class);
    }

    @Param(name = "element", gen = IntGen.class, conf = "1:3")
    public abstract static class Subject {
        @Operation
        public abstract void add(@Param(name = "element") int element);

        @Operation(nonParallelGroup = "consumer")
        public abstract Integer poll();
    }

    public static class Real extends Subject {
        private final ArrivalQueue<Integer> queue = new ArrivalQueue<>();

        @Override
        public void add(int element) {
            queue.add(element);
        }

        @Override
        public Integer poll() {
            return queue.poll();
        }
    }

    public static class Specification extends Subject {
        private final Queue<Integer> queue = new ArrayDeque<>();

        @Override
        public void add(int element) {
            queue.add(element);
        }

        @Override
        public Integer poll() {
            return queue.poll();
        }
    }

    /** The queue of JCTools, with the poll that does not wait at a hole. */
    public static class TakesAPlaceThenFillsIt extends Subject {
        private final MpscUnboundedVarHandleArrayQueue<Integer> queue = new MpscUnboundedVarHandleArrayQueue<>(4);

        @Override
        public void add(int element) {
            queue.offer(element);
        }

        @Override
        public Integer poll() {
            return queue.relaxedPoll();
        }
    }

    /** Vyukov's linked queue. */
    public static class BecomesTheLastThenLinks extends Subject {
        private static final class Node {
            final int element;
            volatile Node next;

            Node(int element) {
                this.element = element;
            }
        }

        private Node first = new Node(0);
        private final AtomicReference<Node> last = new AtomicReference<>(first);

        @Override
        public void add(int element) {
            Node node = new Node(element);
            last.getAndSet(node).next = node;
        }

        @Override
        public Integer poll() {
            Node next = first.next;
            if (next == null) return null;
            first = next;
            return next.element;
        }
    }
}
