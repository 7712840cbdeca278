package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Fork;
import dev.secretariat.Step;
import dev.secretariat.Worker;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left of forks when their step has ended: nothing. Small versions of what docs/bugs-of-other-pools.md lists. */
@Timeout(60)
class ForkStackTest {
    private static final class Heavy extends Fork<Integer> {
        @Override
        public Integer run(Worker worker) {
            return 1;
        }
    }

    private final List<WeakReference<Object>> left = new CopyOnWriteArrayList<>();

    private int leaveForks(Worker worker) throws IOException {
        for (int i = 0; i < 5; i++) {
            Heavy fork = new Heavy();
            left.add(new WeakReference<>(fork));
            worker.fork(fork);
        }
        throw new IOException("planned");
    }

    @ParameterizedTest
    @EnumSource
    void whatAForkThatFailedHasLeftIsNotKept_gosolr9(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            int seen = scheduler
                    .submit(worker -> {
                        Fork<Integer> failing = worker.fork(this::leaveForks);
                        assertThrows(IOException.class, () -> worker.join(failing));
                        return Step.done(worker.join(worker.fork(w -> 7)));
                    })
                    .join();
            assertEquals(7, seen);
            driven.settle(scheduler);
            while (left.stream().anyMatch(fork -> fork.get() != null)) {
                if (Thread.currentThread().isInterrupted()) throw new AssertionError("kept");
                System.gc();
            }
            assertEquals(5, left.size());
        }
    }

    private static void fill(ForkStack stack, int many) {
        List<Object> forks = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Object fork = new Object();
            stack.push(fork);
            forks.add(fork);
        }
        for (int i = many - 1; i >= 0; i--) {
            int outer = stack.enter(forks.get(i), i);
            stack.base = outer;
        }
    }

    @Test
    void oneThatHasBeenLargeGivesItsMemoryBack_pulsar26589() {
        ForkStack stack = new ForkStack();
        fill(stack, 100_000);
        assertEquals(0, stack.pendingAtEnd());
        assertTrue(stack.capacity() <= 1024, stack.capacity() + " places");
        fill(stack, 100_000);
        stack.reset();
        assertTrue(stack.capacity() <= 1024, stack.capacity() + " places");
        fill(stack, 10);
        assertEquals(0, stack.pending());
    }
}
