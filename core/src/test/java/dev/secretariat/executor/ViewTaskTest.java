package dev.secretariat.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Worker;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ViewTaskTest {
    @Test
    void anInterruptAtTheVeryStartReachesNobodyElse_S9() throws Exception {
        int rounds = 100_000;
        AtomicReference<Work> target = new AtomicReference<>(new Work());
        AtomicBoolean over = new AtomicBoolean();
        Thread interrupter = ExecutorViewCancelTest.start(() -> {
            while (!over.get()) target.get().interrupt(); // nothing, until the work begins
        });
        int leaked = 0;
        for (int i = 0; i < rounds; i++) {
            Work work = new Work();
            target.set(work);
            assertTrue(work.begin(false));
            work.finish(ViewTask.Phase.OVER);
            if (Thread.interrupted()) leaked++;
        }
        over.set(true);
        interrupter.join();
        assertEquals(0, leaked);
    }

    @Test
    void workThatHasTakenAnInterruptCanBeInterruptedAgain() {
        Work work = new Work();
        assertTrue(work.begin(false));
        work.interrupt();
        assertTrue(Thread.interrupted());
        work.interrupt();
        assertTrue(Thread.currentThread().isInterrupted());
        work.finish(ViewTask.Phase.OVER);
        assertFalse(Thread.interrupted());
    }

    @Test
    void aForeignInterruptFromBeforeIsGivenBack() {
        Work work = new Work();
        Thread.currentThread().interrupt();
        assertTrue(work.begin(false));
        assertFalse(Thread.currentThread().isInterrupted());
        work.finish(ViewTask.Phase.OVER);
        assertTrue(Thread.interrupted());
    }

    @Test
    void aForeignInterruptStaysWithWhoFindsTheWorkTaken() {
        Work work = new Work();
        assertTrue(work.takeBackOrStop());
        Thread.currentThread().interrupt();
        assertFalse(work.begin(false));
        assertTrue(Thread.interrupted());
    }

    private static final class Work extends ViewTask {
        Work() {
            super(null); // no view made it
        }

        @Override
        Step<Void> work(Worker worker) {
            return Step.done();
        }

        @Override
        void forget() {}

        @Override
        Runnable takenBack() {
            return () -> {};
        }

        @Override
        public Class<?> madeOf() {
            return Work.class;
        }
    }
}
