package dev.secretariat.internal;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.internal.MutantLists.Mutation;
import java.util.Map;
import java.util.Set;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WaiterListLincheckTest {
    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .iterations(30)
                .invocationsPerIteration(500)
                .actorsBefore(3)
                .actorsAfter(0)
                .sequentialSpecification(Specification.class);
    }

    @Test
    void twoThreadsInEveryInterleaving() {
        modelChecking().threads(2).actorsPerThread(3).check(Real.class);
    }

    @Test
    void threeThreadsInEveryInterleaving() {
        modelChecking().iterations(10).threads(3).actorsPerThread(2).check(Real.class);
    }

    @Test
    void threeThreadsUnderStress() {
        new StressOptions()
                .iterations(30)
                .invocationsPerIteration(1000)
                .actorsBefore(3)
                .actorsAfter(0)
                .threads(3)
                .actorsPerThread(3)
                .sequentialSpecification(Specification.class)
                .check(Real.class);
    }

    @Test
    void theCopyWithoutMutationPasses() {
        modelChecking().iterations(5).threads(2).actorsPerThread(3).check(Faithful.class);
    }

    /** What each mutant does wrong in some interleaving, and the library must not. */
    private static final Map<Class<?>, ExecutionScenario> TRAPS = Map.of(
            PurgeIgnoresAClose.class,
            trap("registerA 0", "registerB 0", "close 0"),
            PurgeForgetsWhatWasPushedMeanwhile.class,
            trap("registerA 0", "registerB 0", "registerForeign 0"),
            UnlinkByAPlainStore.class,
            trap("registerA 0", "deregisterA", "registerB 0"),
            UnlinkLooksBeforeItKills.class,
            trap("registerForeign 0; registerA 0; registerB 0", "deregisterB", "deregisterA; registerA 0; deregisterA"),
            KillWithoutCas.class,
            trap("registerA 0", "deregisterA", "close 0"),
            FreedBeforeItsLinkIsRead.class,
            trap("registerA 0; registerB 0", "deregisterA; registerA 1", "close 0"),
            PushByAPlainStore.class,
            trap("", "registerA 0", "registerB 0"),
            CloseReadsThenWrites.class,
            trap("", "registerA 0", "close 0"),
            DeadNodesAreUsedAgain.class,
            trap("registerForeign 0; registerA 0; registerB 0", "deregisterA; registerA 1", "close 0"),
            LoanEndedByAPlainStore.class,
            trap("registerForeign 0; registerA 1", "deregisterForeign; registerForeign 1", "close 0"));

    private static ExecutionScenario trap(String before, String... threads) {
        return Scenarios.of(WaiterListScenario.class, before, threads);
    }

    private static ModelCheckingOptions onlyTraps() {
        return modelChecking().iterations(0).invocationsPerIteration(10_000).minimizeFailedScenario(false);
    }

    @Test
    void noTrapCatchesTheRealOne() {
        ModelCheckingOptions options = onlyTraps().invocationsPerIteration(500);
        TRAPS.values().forEach(options::addCustomScenario);
        options.check(Real.class);
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

    public static class Real extends WaiterListScenario {
        public Real() {
            super(new RealLists());
        }
    }

    /** Each list is open or closed; its wakes are not looked at. */
    public static class Specification extends WaiterListScenario {
        public Specification() {
            super(new ListsUnderTest() {
                private final boolean[] closed = new boolean[LISTS];

                @Override
                boolean register(int waiter, int list) {
                    return !closed[list];
                }

                @Override
                void deregister(int waiter, int list) {}

                @Override
                void close(int list) {
                    closed[list] = true;
                }

                @Override
                boolean isFree(int waiter) {
                    return true;
                }
            });
        }
    }

    public static class Faithful extends WaiterListScenario {
        public Faithful() {
            super(new MutantLists(Mutation.NONE));
        }
    }

    public static class PurgeIgnoresAClose extends WaiterListScenario {
        public PurgeIgnoresAClose() {
            super(new MutantLists(Mutation.PURGE_IGNORES_A_CLOSE));
        }
    }

    public static class PurgeForgetsWhatWasPushedMeanwhile extends WaiterListScenario {
        public PurgeForgetsWhatWasPushedMeanwhile() {
            super(new MutantLists(Mutation.PURGE_FORGETS_WHAT_WAS_PUSHED_MEANWHILE));
        }
    }

    public static class UnlinkByAPlainStore extends WaiterListScenario {
        public UnlinkByAPlainStore() {
            super(new MutantLists(Mutation.UNLINK_BY_A_PLAIN_STORE));
        }
    }

    public static class UnlinkLooksBeforeItKills extends WaiterListScenario {
        public UnlinkLooksBeforeItKills() {
            super(new MutantLists(Mutation.UNLINK_LOOKS_BEFORE_IT_KILLS));
        }
    }

    public static class KillWithoutCas extends WaiterListScenario {
        public KillWithoutCas() {
            super(new MutantLists(Mutation.KILL_WITHOUT_CAS));
        }
    }

    public static class FreedBeforeItsLinkIsRead extends WaiterListScenario {
        public FreedBeforeItsLinkIsRead() {
            super(new MutantLists(Mutation.FREED_BEFORE_ITS_LINK_IS_READ));
        }
    }

    public static class PushByAPlainStore extends WaiterListScenario {
        public PushByAPlainStore() {
            super(new MutantLists(Mutation.PUSH_BY_A_PLAIN_STORE));
        }
    }

    public static class CloseReadsThenWrites extends WaiterListScenario {
        public CloseReadsThenWrites() {
            super(new MutantLists(Mutation.CLOSE_READS_THEN_WRITES));
        }
    }

    public static class DeadNodesAreUsedAgain extends WaiterListScenario {
        public DeadNodesAreUsedAgain() {
            super(new MutantLists(Mutation.DEAD_NODES_ARE_USED_AGAIN));
        }
    }

    public static class LoanEndedByAPlainStore extends WaiterListScenario {
        public LoanEndedByAPlainStore() {
            super(new MutantLists(Mutation.LOAN_ENDED_BY_A_PLAIN_STORE));
        }
    }
}
