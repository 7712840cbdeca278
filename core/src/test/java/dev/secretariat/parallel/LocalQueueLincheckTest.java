package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.internal.Scenarios;
import dev.secretariat.parallel.MutantQueue.Mutation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalQueueLincheckTest {
    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .iterations(5)
                .invocationsPerIteration(150)
                .actorsBefore(2)
                .actorsAfter(1)
                .sequentialSpecification(Specification.class);
    }

    @ParameterizedTest
    @ValueSource(classes = {CapacityOne.class, CapacityTwo.class})
    void twoThreadsInEveryInterleaving(Class<?> tested) {
        modelChecking().threads(2).actorsPerThread(4).check(tested);
    }

    @ParameterizedTest
    @ValueSource(classes = {CapacityOne.class, CapacityTwo.class})
    void threeThreadsInEveryInterleaving(Class<?> tested) {
        modelChecking().iterations(5).threads(3).actorsPerThread(2).check(tested);
    }

    @Test
    void threeThreadsUnderStress() {
        new StressOptions()
                .iterations(5)
                .invocationsPerIteration(1000)
                .actorsBefore(2)
                .threads(3)
                .actorsPerThread(3)
                .sequentialSpecification(Specification.class)
                .check(CapacityOne.class);
    }

    /** What each mutant does wrong in some interleaving, and the library must not. */
    private static final Map<Class<?>, ExecutionScenario> TRAPS = traps(
            PollWithoutCas.class,
            trap("push 1", "poll", "stealFirst"),
            StealWithoutCas.class,
            trap("push 1", "stealFirst", "stealSecond"),
            StealOddWithoutCas.class,
            trap("push 1", "poll", "stealOdd"),
            ChoosesThenTakesAny.class,
            trap("push 2; push 1", "poll; push 2; poll", "stealOdd"),
            ChoosesInTheOldRing.class,
            trap("push 1", "push 3; poll", "stealOdd"),
            ClaimsBeforeItCopies.class,
            trap("push 1", "push 2", "stealFirst"),
            HeadWrapsAround.class,
            trap("push 1", "poll; push 2; poll; push 3", "stealFirst"),
            PublishesBeforeItStores.class,
            trap("", "push 1; poll", "stealFirst"),
            RingAfterTheTail.class,
            trap("push 1", "push 2", "stealFirst; stealFirst"),
            ReadsTheRingFirst.class,
            trap("push 1", "push 2; poll", "stealFirst"),
            ReadsTheTailBeforeTheHead.class,
            trap("push 1", "push 2; poll", "stealFirst"),
            PublishesBeforeItClaims.class,
            trap("push 1; push 2; push 3", "poll", "stealFirst"),
            LooksForRoomBehindTheNextHead.class,
            trap("push 1", "push 2; poll", "isEmpty"));

    private static Map<Class<?>, ExecutionScenario> traps(Object... classesAndScenarios) {
        Map<Class<?>, ExecutionScenario> traps = new LinkedHashMap<>();
        for (int i = 0; i < classesAndScenarios.length; i += 2) {
            traps.put((Class<?>) classesAndScenarios[i], (ExecutionScenario) classesAndScenarios[i + 1]);
        }
        return traps;
    }

    private static ExecutionScenario trap(String before, String... threads) {
        return Scenarios.of(LocalQueueScenario.class, before, threads);
    }

    private static ModelCheckingOptions onlyTraps() {
        return modelChecking().iterations(0).invocationsPerIteration(10_000).minimizeFailedScenario(false);
    }

    @Test
    void noTrapCatchesTheRealOne() {
        ModelCheckingOptions options = onlyTraps().invocationsPerIteration(50);
        TRAPS.values().forEach(options::addCustomScenario);
        options.check(CapacityOne.class);
    }

    @Test
    void noTrapCatchesTheCopyWithoutMutation() {
        ModelCheckingOptions options = onlyTraps().invocationsPerIteration(50);
        TRAPS.values().forEach(options::addCustomScenario);
        options.check(Faithful.class);
    }

    static Set<Class<?>> mutants() {
        return TRAPS.keySet();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void everyMutantIsCaught(Class<?> mutant) {
        ModelCheckingOptions options = onlyTraps().addCustomScenario(TRAPS.get(mutant));
        assertThrows(LincheckAssertionError.class, () -> options.check(mutant));
    }

    private static final class Real implements LocalQueueScenario.Subject {
        private final LocalQueue<Integer> queue;
        private final List<LocalQueue<Integer>> thieves;

        Real(int capacity) {
            queue = new LocalQueue<>(capacity);
            thieves = List.of(new LocalQueue<>(capacity), new LocalQueue<>(capacity));
        }

        @Override
        public void push(Integer element) {
            queue.push(element);
        }

        @Override
        public Integer poll() {
            return queue.poll();
        }

        @Override
        public List<Integer> steal(int thief) {
            LocalQueue<Integer> own = thieves.get(thief);
            List<Integer> stolen = new ArrayList<>();
            Integer oldest = own.stealFrom(queue);
            for (; oldest != null; oldest = own.poll()) stolen.add(oldest);
            return stolen;
        }

        @Override
        public Integer stealOdd() {
            return queue.stealIf(LocalQueueScenario::isOdd);
        }

        @Override
        public boolean isEmpty() {
            return queue.isEmpty();
        }
    }

    public static class CapacityOne extends LocalQueueScenario {
        public CapacityOne() {
            super(new Real(1));
        }
    }

    public static class CapacityTwo extends LocalQueueScenario {
        public CapacityTwo() {
            super(new Real(2));
        }
    }

    /** A queue of which one can take the first half, rounded up. */
    public static class Specification extends LocalQueueScenario {
        public Specification() {
            super(new Subject() {
                private final Queue<Integer> queue = new ArrayDeque<>();

                @Override
                public void push(Integer element) {
                    queue.add(element);
                }

                @Override
                public Integer poll() {
                    return queue.poll();
                }

                @Override
                public List<Integer> steal(int thief) {
                    List<Integer> stolen = new ArrayList<>();
                    for (int rest = queue.size() / 2; queue.size() > rest; ) stolen.add(queue.poll());
                    return stolen;
                }

                @Override
                public Integer stealOdd() {
                    Integer oldest = queue.peek();
                    return oldest != null && isOdd(oldest) ? queue.poll() : null;
                }

                @Override
                public boolean isEmpty() {
                    return queue.isEmpty();
                }
            });
        }
    }

    public static class Faithful extends LocalQueueScenario {
        public Faithful() {
            super(new MutantQueue(Mutation.NONE, 1));
        }
    }

    public static class PollWithoutCas extends LocalQueueScenario {
        public PollWithoutCas() {
            super(new MutantQueue(Mutation.POLL_WITHOUT_CAS, 1));
        }
    }

    public static class StealWithoutCas extends LocalQueueScenario {
        public StealWithoutCas() {
            super(new MutantQueue(Mutation.STEAL_WITHOUT_CAS, 1));
        }
    }

    public static class StealOddWithoutCas extends LocalQueueScenario {
        public StealOddWithoutCas() {
            super(new MutantQueue(Mutation.STEAL_WITHOUT_CAS, 1));
        }
    }

    public static class ChoosesThenTakesAny extends LocalQueueScenario {
        public ChoosesThenTakesAny() {
            super(new MutantQueue(Mutation.CHOOSES_THEN_TAKES_ANY, 1));
        }
    }

    public static class ChoosesInTheOldRing extends LocalQueueScenario {
        public ChoosesInTheOldRing() {
            super(new MutantQueue(Mutation.READS_THE_RING_FIRST, 1));
        }
    }

    public static class ClaimsBeforeItCopies extends LocalQueueScenario {
        public ClaimsBeforeItCopies() {
            super(new MutantQueue(Mutation.CLAIMS_BEFORE_IT_COPIES, 1));
        }
    }

    public static class HeadWrapsAround extends LocalQueueScenario {
        public HeadWrapsAround() {
            super(new MutantQueue(Mutation.HEAD_WRAPS_AROUND, 1));
        }
    }

    public static class PublishesBeforeItStores extends LocalQueueScenario {
        public PublishesBeforeItStores() {
            super(new MutantQueue(Mutation.PUBLISHES_BEFORE_IT_STORES, 1));
        }
    }

    public static class RingAfterTheTail extends LocalQueueScenario {
        public RingAfterTheTail() {
            super(new MutantQueue(Mutation.RING_AFTER_THE_TAIL, 1));
        }
    }

    public static class ReadsTheRingFirst extends LocalQueueScenario {
        public ReadsTheRingFirst() {
            super(new MutantQueue(Mutation.READS_THE_RING_FIRST, 1));
        }
    }

    public static class ReadsTheTailBeforeTheHead extends LocalQueueScenario {
        public ReadsTheTailBeforeTheHead() {
            super(new MutantQueue(Mutation.READS_THE_TAIL_BEFORE_THE_HEAD, 1));
        }
    }

    public static class PublishesBeforeItClaims extends LocalQueueScenario {
        public PublishesBeforeItClaims() {
            super(new MutantQueue(Mutation.PUBLISHES_BEFORE_IT_CLAIMS, 1));
        }
    }

    public static class LooksForRoomBehindTheNextHead extends LocalQueueScenario {
        public LooksForRoomBehindTheNextHead() {
            super(new MutantQueue(Mutation.LOOKS_FOR_ROOM_BEHIND_THE_NEXT_HEAD, 1));
        }
    }
}
