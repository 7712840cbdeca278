package dev.secretariat.internal;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxLincheckTest {
    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .iterations(30)
                .invocationsPerIteration(1000)
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
    @ValueSource(classes = {LooksBeforeItAnnounces.class, RousesBeforeItAdds.class, RousesOnlyWithTheFirst.class})
    void everyMutantIsCaught(Class<?> mutant) {
        ModelCheckingOptions options = modelChecking()
                .iterations(0)
                .minimizeFailedScenario(false)
                .addCustomScenario(Scenarios.of(InboxScenario.class, "", "post 1; post 2", "poll; becomeIdle"));
        assertThrows(LincheckAssertionError.class, () -> options.check(mutant));
    }

    public static class Real extends InboxScenario {
        public Real() {
            super(new Subject() {
                private final Inbox<Integer> inbox = new Inbox<>();

                @Override
                public void post(Integer element) {
                    inbox.post(element);
                }

                @Override
                public Integer poll() {
                    return inbox.poll();
                }

                @Override
                public boolean becomeIdle() {
                    return inbox.becomeIdle(null);
                }

                @Override
                public void becomeBusy() {
                    inbox.becomeBusy();
                }

                @Override
                public boolean isIdle() {
                    return inbox.isIdle();
                }

                @Override
                public boolean isEmpty() {
                    return inbox.isEmpty();
                }
            });
        }
    }

    /** A queue; idle only if empty. */
    public static class Specification extends InboxScenario {
        public Specification() {
            super(new Copy(new ArrayDeque<>()));
        }
    }

    public static class LooksBeforeItAnnounces extends InboxScenario {
        public LooksBeforeItAnnounces() {
            super(new Copy(new ConcurrentLinkedQueue<>()) {
                @Override
                public boolean becomeIdle() {
                    boolean empty = queue.isEmpty();
                    idle.set(empty);
                    return empty;
                }
            });
        }
    }

    public static class RousesBeforeItAdds extends InboxScenario {
        public RousesBeforeItAdds() {
            super(new Copy(new ConcurrentLinkedQueue<>()) {
                @Override
                public void post(Integer element) {
                    idle.set(false);
                    queue.add(element);
                }
            });
        }
    }

    public static class RousesOnlyWithTheFirst extends InboxScenario {
        public RousesOnlyWithTheFirst() {
            super(new Copy(new ConcurrentLinkedQueue<>()) {
                @Override
                public void post(Integer element) {
                    boolean first = queue.isEmpty();
                    queue.add(element);
                    if (first) idle.set(false);
                }
            });
        }
    }

    private static class Copy implements InboxScenario.Subject {
        final Queue<Integer> queue;
        final AtomicBoolean idle = new AtomicBoolean();

        Copy(Queue<Integer> queue) {
            this.queue = queue;
        }

        @Override
        public void post(Integer element) {
            queue.add(element);
            idle.compareAndSet(true, false);
        }

        @Override
        public Integer poll() {
            return queue.poll();
        }

        @Override
        public boolean becomeIdle() {
            idle.set(true);
            if (queue.isEmpty()) return true;
            idle.set(false);
            return false;
        }

        @Override
        public void becomeBusy() {
            idle.set(false);
        }

        @Override
        public boolean isIdle() {
            return idle.get();
        }

        @Override
        public boolean isEmpty() {
            return queue.isEmpty();
        }
    }
}
