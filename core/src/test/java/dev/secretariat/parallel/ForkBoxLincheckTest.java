package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.ForkBody;
import dev.secretariat.internal.Scenarios;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** The state of a published fork between its owner and two thieves. */
class ForkBoxLincheckTest {
    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .iterations(10)
                .invocationsPerIteration(300)
                .actorsBefore(1)
                .actorsAfter(2)
                .threads(3)
                .actorsPerThread(3)
                .sequentialSpecification(Specification.class);
    }

    @Test
    void everyInterleaving() {
        modelChecking().check(Real.class);
    }

    @Test
    void closeWithoutCasIsCaught() {
        ExecutionScenario trap = Scenarios.of(Scenario.class, "", "close", "takeAndEndFirst", "takeAndEndSecond");
        ModelCheckingOptions options =
                modelChecking().iterations(0).invocationsPerIteration(10_000).minimizeFailedScenario(false);
        options.addCustomScenario(trap).check(Real.class);
        assertThrows(LincheckAssertionError.class, () -> options.check(CloseWithoutCas.class));
    }

    /** A box as its owner and two thieves use it. */
    interface Subject {
        boolean close();

        boolean takeAndEnd(int thief) throws Exception;

        boolean isOpen();

        /** The number of the thief that has run it, 0 if the owner has it, -1 if nobody. */
        int winner();
    }

    public abstract static class Scenario {
        private final Subject box;

        Scenario(Subject box) {
            this.box = box;
        }

        @Operation(nonParallelGroup = "owner")
        public final boolean close() {
            return box.close();
        }

        @Operation(nonParallelGroup = "owner")
        public final int winner() {
            return box.winner();
        }

        @Operation(nonParallelGroup = "first thief")
        public final boolean takeAndEndFirst() throws Exception {
            return box.takeAndEnd(1);
        }

        @Operation(nonParallelGroup = "second thief")
        public final boolean takeAndEndSecond() throws Exception {
            return box.takeAndEnd(2);
        }

        @Operation
        public final boolean isOpen() {
            return box.isOpen();
        }
    }

    public static class Specification extends Scenario {
        public Specification() {
            super(new Subject() {
                private int winner = -1;

                @Override
                public boolean close() {
                    if (winner < 0) winner = 0;
                    return winner == 0;
                }

                @Override
                public boolean takeAndEnd(int thief) throws Exception {
                    if (winner >= 0) return false;
                    winner = thief;
                    return true;
                }

                @Override
                public boolean isOpen() {
                    return winner < 0;
                }

                @Override
                public int winner() {
                    return winner;
                }
            });
        }
    }

    /** The result is plain: what {@code winner} returns is what the thief has published by ending. */
    public static class Real extends Scenario {
        @SuppressWarnings("NullAway") // nobody asks these forks for their task, nor the body for a worker
        public Real() {
            super(new Subject() {
                private final AtomicInteger runner = new AtomicInteger();
                private final ForkBox box = new ForkBox((ForkBody<Integer>) worker -> runner.get(), 0, null, 0);

                @Override
                public boolean close() {
                    return box.close();
                }

                @Override
                public boolean takeAndEnd(int thief) throws Exception {
                    if (!box.take(thief)) return false;
                    runner.set(thief);
                    box.run(null);
                    box.end(null);
                    return true;
                }

                @Override
                public boolean isOpen() {
                    return box.isOpen();
                }

                @Override
                public int winner() {
                    if (box.isOpen()) return -1;
                    if (box.close()) return 0;
                    while (box.askToBeWoken()) Thread.onSpinWait();
                    return box.<Integer>resultOrThrow();
                }
            });
        }
    }

    public static class CloseWithoutCas extends Scenario {
        public CloseWithoutCas() {
            super(new Subject() {
                private final AtomicInteger state = new AtomicInteger(-1);

                @Override
                public boolean close() {
                    if (state.get() < 0) state.set(0); // for compareAndSet
                    return state.get() == 0;
                }

                @Override
                public boolean takeAndEnd(int thief) throws Exception {
                    return state.compareAndSet(-1, thief);
                }

                @Override
                public boolean isOpen() {
                    return state.get() < 0;
                }

                @Override
                public int winner() {
                    return state.get();
                }
            });
        }
    }
}
