package dev.secretariat.internal;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Waker;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromiseLincheckTest {
    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .iterations(30)
                .invocationsPerIteration(500)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(0)
                .sequentialSpecification(Specification.class);
    }

    @Test
    void twoThreadsInEveryInterleaving() {
        modelChecking().check(Real.class);
    }

    @Test
    void threeThreadsUnderStress() {
        new StressOptions()
                .iterations(30)
                .invocationsPerIteration(1000)
                .threads(3)
                .actorsPerThread(3)
                .actorsAfter(0)
                .sequentialSpecification(Specification.class)
                .check(Real.class);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                CompletesTwice.class,
                WakesBeforeItHasTheValue.class,
                LooksThenRegisters.class,
                ClosesByAStore.class,
                ClosesWhatIsClosed.class
            })
    void everyMutantIsCaught(Class<?> mutant) {
        ModelCheckingOptions options = modelChecking()
                .iterations(0)
                .minimizeFailedScenario(false)
                .addCustomScenario(Scenarios.of(
                        PromiseScenario.class, "", "registerFirst; complete 1", "registerSecond; complete 2"));
        assertThrows(LincheckAssertionError.class, () -> options.check(mutant));
    }

    public static class Real extends PromiseScenario {
        public Real() {
            super(new Subject() {
                private final Promise<Integer> promise = new Promise<>();

                @Override
                public boolean complete(int value) {
                    return promise.complete(new Outcome.Succeeded<>(value));
                }

                @Override
                public int valueOrZero() {
                    return promise.isDone() ? promise.result() : NOT_YET;
                }

                @Override
                public boolean register(Waker waker) {
                    return promise.register(waker);
                }

                @Override
                public void deregister(Waker waker) {
                    promise.deregister(waker);
                }
            });
        }
    }

    public static class Specification extends PromiseScenario {
        public Specification() {
            super(new Copy());
        }
    }

    public static class CompletesTwice extends PromiseScenario {
        public CompletesTwice() {
            super(new Copy() {
                @Override
                boolean set(int value) {
                    if (outcome.get() != NOT_YET) return false;
                    outcome.set(value);
                    return true;
                }
            });
        }
    }

    public static class WakesBeforeItHasTheValue extends PromiseScenario {
        public WakesBeforeItHasTheValue() {
            super(new Copy() {
                @Override
                public boolean complete(int value) {
                    waiters.closeAndWake();
                    return set(value);
                }
            });
        }
    }

    /** A closed list would refuse; this one only looks at the value, first. */
    public static class LooksThenRegisters extends PromiseScenario {
        public LooksThenRegisters() {
            super(new Copy() {
                @Override
                public boolean register(Waker waker) {
                    if (outcome.get() != NOT_YET) return false;
                    waiters.addWaiter(waker, waker::wake);
                    return true;
                }
            });
        }
    }

    private static class Copy implements PromiseScenario.Subject {
        final AtomicInteger outcome = new AtomicInteger();
        final Waiters waiters = new Waiters();

        boolean set(int value) {
            return outcome.compareAndSet(PromiseScenario.NOT_YET, value);
        }

        @Override
        public boolean complete(int value) {
            if (!set(value)) return false;
            waiters.closeAndWake();
            return true;
        }

        @Override
        public int valueOrZero() {
            return outcome.get();
        }

        @Override
        public boolean register(Waker waker) {
            return waiters.addWaiter(waker, waker::wake);
        }

        @Override
        public void deregister(Waker waker) {
            waiters.removeWaiter(waker);
        }
    }

    private static final class Waiters extends WaiterList {}

    @Test
    void theOneWordThatTheMutantsWeakenIsRightWithoutThem() {
        modelChecking().check(Unweakened.class);
    }

    public static class Unweakened extends PromiseScenario {
        public Unweakened() {
            super(new OneWord());
        }
    }

    /** Whoever registers between the look and the store is forgotten. */
    public static class ClosesByAStore extends PromiseScenario {
        public ClosesByAStore() {
            super(new OneWord() {
                @Override
                boolean exchange(@Nullable Object before, Object after) {
                    if (!(after instanceof Integer)) return super.exchange(before, after);
                    word.set(after);
                    return true;
                }
            });
        }
    }

    public static class ClosesWhatIsClosed extends PromiseScenario {
        public ClosesWhatIsClosed() {
            super(new OneWord() {
                @Override
                public boolean complete(int value) {
                    if (valueOrZero() != PromiseScenario.NOT_YET) return false;
                    wakeAll(word.getAndSet(value));
                    return true;
                }
            });
        }
    }

    /** One word for the waiters and, when it is complete, the value: as a promise closes its list with its outcome. */
    private static class OneWord implements PromiseScenario.Subject {
        final AtomicReference<@Nullable Object> word = new AtomicReference<>();

        private record Node(Waker waker, @Nullable Object below) {}

        boolean exchange(@Nullable Object before, Object after) {
            return word.compareAndSet(before, after);
        }

        @Override
        public boolean complete(int value) {
            for (; ; ) {
                Object before = word.get();
                if (before instanceof Integer) return false;
                if (!exchange(before, value)) continue;
                wakeAll(before);
                return true;
            }
        }

        static void wakeAll(@Nullable Object waiters) {
            for (Object rest = waiters; rest instanceof Node node; rest = node.below) node.waker.wake();
        }

        @Override
        public int valueOrZero() {
            return word.get() instanceof Integer value ? value : PromiseScenario.NOT_YET;
        }

        @Override
        public boolean register(Waker waker) {
            for (; ; ) {
                Object before = word.get();
                if (before instanceof Integer) return false;
                if (exchange(before, new Node(waker, before))) return true;
            }
        }

        @Override
        public void deregister(Waker waker) {
            // it stays, and may be woken once more
        }
    }
}
