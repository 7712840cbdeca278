package dev.secretariat.internal;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.internal.MutantLists.Mutation;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaiterListLincheckTest {
    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .iterations(30)
                .invocationsPerIteration(1000)
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
        modelChecking().threads(3).actorsPerThread(2).check(Real.class);
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
        modelChecking().threads(2).actorsPerThread(3).check(Faithful.class);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                PurgeIgnoresAClose.class,
                PurgeForgetsWhatWasPushedMeanwhile.class,
                UnlinkByAPlainStore.class,
                UnlinkLooksBeforeItKills.class,
                KillWithoutCas.class,
                FreedBeforeItsLinkIsRead.class,
                PushByAPlainStore.class,
                CloseReadsThenWrites.class,
                DeadNodesAreUsedAgain.class
            })
    void everyMutantIsCaught(Class<?> mutant) {
        ModelCheckingOptions options =
                modelChecking().iterations(200).minimizeFailedScenario(false);
        assertThrows(
                LincheckAssertionError.class,
                () -> options.threads(2).actorsPerThread(3).check(mutant));
    }

    public static class Real extends WaiterListScenario {
        public Real() {
            super(new RealLists());
        }
    }

    /** Each list is open or closed; its wakes are not looked at. */
    public static class Specification extends WaiterListScenario {
        public Specification() {
            super(
                    new ListsUnderTest() {
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
}
