package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.cooperative.CooperativeScheduler;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that stand deep, driven on by a caller whose stack is at its end; mounted there, they would crash the JVM. */
@Timeout(60)
class DeepDriverTest {
    private static final int ROUNDS = 10;
    private static final int STEP = 50; // frames
    private static final long STACK = 512 << 10;

    static Stream<Carrier> carriers() {
        return FiberTest.carriers();
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void theyGoOn(Carrier carrier) throws Exception {
        FutureTask<Void> rounds = new FutureTask<>(() -> {
            int frames = findDepth();
            for (int depth : new int[] {0, 10, 100, 1000}) {
                for (int round = 0; round < ROUNDS; round++) drive(carrier, depth, frames);
            }
            return null;
        });
        Thread thread = new Thread(null, rounds, "deep-driver", STACK);
        thread.start();
        rounds.get();
    }

    private static void drive(Carrier carrier, int depth, int frames) {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            FiberBody<Integer> body = fiber -> waitAt(depth, fiber);
            TaskHandle<Integer> handle = scheduler.submit(new FiberTask<>(body, body, carrier));
            scheduler.runOne();
            driveBelow(frames, scheduler);
            assertEquals(TaskState.SUCCEEDED, handle.state());
            assertEquals(2 * depth, handle.result());
        }
    }

    private static int waitAt(int depth, Fiber fiber) {
        if (depth > 0) return 2 + waitAt(depth - 1, fiber);
        fiber.yieldNow();
        return 0;
    }

    private static long driveBelow(int frames, CooperativeScheduler scheduler) {
        return frames == 0 ? scheduler.runUntilIdle() : 1 + driveBelow(frames - 1, scheduler);
    }

    /** Returns so many frames that not many more leave room for a scheduler to be driven below them. */
    private static int findDepth() {
        int frames = 0;
        try (CooperativeScheduler idle = CooperativeScheduler.create()) {
            for (; ; frames += STEP) {
                long ignored = driveBelow(frames + STEP, idle);
            }
        } catch (StackOverflowError end) {
            return frames * 9 / 10; // as compiled code may go back to the interpreter, which needs more
        }
    }
}
