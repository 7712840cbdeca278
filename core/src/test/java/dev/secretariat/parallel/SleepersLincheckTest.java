package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.internal.Scenarios;
import dev.secretariat.parallel.MutantSleepers.Mutation;
import dev.secretariat.parallel.SleepersScenario.Forgotten;
import java.util.Map;
import java.util.Set;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SleepersLincheckTest {
    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .iterations(8)
                .invocationsPerIteration(150)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(0);
    }

    @Test
    void threeThreadsInEveryInterleaving() {
        modelChecking().check(Real.class);
    }

    @Test
    void threeThreadsUnderStress() {
        new StressOptions()
                .iterations(8)
                .invocationsPerIteration(1000)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(2)
                .check(Real.class);
    }

    /** What each mutant does wrong in some interleaving, and the library must not. */
    private static final Map<Class<?>, ExecutionScenario> TRAPS = Map.of(
            NoVersion.class,
            trap("turnSecond; turnFirst", "publish", "publish; publish; turnFirst; turnSecond; turnFirst; turnFirst"),
            LinksAfterThePush.class,
            trap("turnFirst", "turnSecond", "publish"),
            PushesByAPlainStore.class,
            trap("", "turnFirst", "turnSecond"),
            PopsByAPlainStore.class,
            trap("turnFirst", "publish", "turnSecond"),
            EndsASearchByAPlainStore.class,
            trap("publish; publish", "turnFirst", "turnSecond"),
            TwoMayWatch.class,
            trap("fillSlot", "turnFirst", "turnSecond"),
            DoesNotLookAfterFallingAsleep.class,
            trap("turnSecond; turnThird", "turnFirst", "publish"),
            DoesNotLookAfterTheLastSearch.class,
            trap("publish; turnFirst; turnSecond; turnThird; publish", "turnThird", "publish"),
            DoesNotLookAtTheSlotsAfterAWatch.class,
            trap("fillSlot; turnFirst; turnSecond; turnThird; emptySlot", "turnFirst", "fillSlot"));

    private static ExecutionScenario trap(String before, String... threads) {
        return Scenarios.of(SleepersScenario.class, before, threads);
    }

    private static ModelCheckingOptions onlyTraps() {
        return modelChecking().iterations(0).invocationsPerIteration(5000).minimizeFailedScenario(false);
    }

    @Test
    void noTrapCatchesTheRealOne() {
        ModelCheckingOptions options = onlyTraps().invocationsPerIteration(100);
        TRAPS.values().forEach(options::addCustomScenario);
        options.check(Real.class);
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

    private static final class RealSleepers implements SleepersScenario.Subject {
        private final Sleepers sleepers = new Sleepers(3);

        @Override
        public int wakeForWork() {
            return sleepers.wakeForWork();
        }

        @Override
        public int wakeForSlot() {
            return sleepers.wakeForSlot();
        }

        @Override
        public boolean beginSearch() {
            return sleepers.beginSearch();
        }

        @Override
        public boolean endSearch() {
            return sleepers.endSearch();
        }

        @Override
        public void fallAsleep(int worker, boolean searching) {
            sleepers.fallAsleep(worker, searching);
        }

        @Override
        public boolean beginWatch() {
            return sleepers.beginWatch();
        }

        @Override
        public void endWatch() {
            sleepers.endWatch();
        }
    }

    public static class Real extends SleepersScenario {
        public Real() {
            super(new RealSleepers(), Forgotten.NOTHING);
        }
    }

    public static class DoesNotLookAfterFallingAsleep extends SleepersScenario {
        public DoesNotLookAfterFallingAsleep() {
            super(new RealSleepers(), Forgotten.TO_LOOK_AFTER_FALLING_ASLEEP);
        }
    }

    public static class DoesNotLookAfterTheLastSearch extends SleepersScenario {
        public DoesNotLookAfterTheLastSearch() {
            super(new RealSleepers(), Forgotten.TO_LOOK_AFTER_THE_LAST_SEARCH);
        }
    }

    public static class DoesNotLookAtTheSlotsAfterAWatch extends SleepersScenario {
        public DoesNotLookAtTheSlotsAfterAWatch() {
            super(new RealSleepers(), Forgotten.TO_LOOK_AT_THE_SLOTS_AFTER_A_WATCH);
        }
    }

    public static class Faithful extends SleepersScenario {
        public Faithful() {
            super(new MutantSleepers(Mutation.NONE, 3), Forgotten.NOTHING);
        }
    }

    public static class NoVersion extends SleepersScenario {
        public NoVersion() {
            super(new MutantSleepers(Mutation.NO_VERSION, 3), Forgotten.NOTHING);
        }
    }

    public static class LinksAfterThePush extends SleepersScenario {
        public LinksAfterThePush() {
            super(new MutantSleepers(Mutation.LINKS_AFTER_THE_PUSH, 3), Forgotten.NOTHING);
        }
    }

    public static class PushesByAPlainStore extends SleepersScenario {
        public PushesByAPlainStore() {
            super(new MutantSleepers(Mutation.PUSHES_BY_A_PLAIN_STORE, 3), Forgotten.NOTHING);
        }
    }

    public static class PopsByAPlainStore extends SleepersScenario {
        public PopsByAPlainStore() {
            super(new MutantSleepers(Mutation.POPS_BY_A_PLAIN_STORE, 3), Forgotten.NOTHING);
        }
    }

    public static class EndsASearchByAPlainStore extends SleepersScenario {
        public EndsASearchByAPlainStore() {
            super(new MutantSleepers(Mutation.ENDS_A_SEARCH_BY_A_PLAIN_STORE, 3), Forgotten.NOTHING);
        }
    }

    public static class TwoMayWatch extends SleepersScenario {
        public TwoMayWatch() {
            super(new MutantSleepers(Mutation.TWO_MAY_WATCH, 3), Forgotten.NOTHING);
        }
    }
}
