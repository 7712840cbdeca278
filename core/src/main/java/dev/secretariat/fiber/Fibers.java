package dev.secretariat.fiber;

import dev.secretariat.Scheduler;
import dev.secretariat.Task;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes tasks of bodies written in a straight line:
 *
 * <pre>{@code
 * Task<Receipt> checkout = Fibers.task(fiber -> {
 *     Cart cart = fiber.await(carts.load(id));      // costs no thread of the scheduler's
 *     fiber.sleep(Duration.ofMillis(50));           // in a simulation, virtual time
 *     return cart.pay();
 * });
 * scheduler.submit("checkout", checkout);           // to any scheduler
 * }</pre>
 *
 * <p>Such a task keeps the rules of all tasks: each stretch of its body, from one wait to the next, is a step. It is submitted once;
 * make one for each submission. Its body runs on a thread of its own, never on the worker's, so what is bound to a thread, as
 * a window system is, belongs into other tasks. What the body must not do is to block otherwise than by its {@link Fiber}, unless
 * the {@link #carrier} is {@link Carrier#MOUNTED}.
 */
public final class Fibers {
    private Fibers() {}

    /**
     * Makes a task of a body.
     *
     * @param body what it does, from its beginning to its end
     * @throws IllegalStateException if the system property {@code dev.secretariat.fiber.carrier} asks for what this JVM lacks
     */
    public static <T extends @Nullable Object> Task<T> task(FiberBody<T> body) {
        Objects.requireNonNull(body, "body");
        return new FiberTask<>(body, body, Carriers.chosen());
    }

    /**
     * Makes a task without a result of a body; see {@link #task}.
     *
     * @param action what it does, from its beginning to its end
     * @throws IllegalStateException if the system property {@code dev.secretariat.fiber.carrier} asks for what this JVM lacks
     */
    @SuppressWarnings("NullAway") // Void has no other value
    public static Task<Void> run(FiberAction action) {
        Objects.requireNonNull(action, "action");
        FiberBody<Void> body = fiber -> {
            action.run(fiber);
            return null;
        };
        return new FiberTask<>(body, action, Carriers.chosen());
    }

    /**
     * Makes virtual threads for code that knows nothing of tasks: each is a task of the scheduler once it is started, and each of its
     * stretches, from where it blocks to where it blocks next, is a step. So in a simulation the seed decides their order. Such a task
     * fails by what its thread does not catch; a request to cancel interrupts the thread. With {@code
     * Executors.newThreadPerTaskExecutor} they make an executor.
     *
     * <p>Timed waits go by the JVM's clock: a simulation, which can promise nothing then, reports them.
     *
     * @param scheduler whose workers run the threads
     * @param prefix what the threads' names begin with, before a number
     * @throws UnsupportedOperationException unless the {@link #carrier} is {@link Carrier#MOUNTED}
     */
    public static ThreadFactory threads(Scheduler scheduler, String prefix) {
        Objects.requireNonNull(scheduler, "scheduler");
        Objects.requireNonNull(prefix, "prefix");
        String lack = Carriers.lack(Carrier.MOUNTED);
        if (lack != null) throw new UnsupportedOperationException("threads that are tasks have to be mounted: " + lack);
        AtomicInteger made = new AtomicInteger();
        return runnable -> {
            Objects.requireNonNull(runnable, "runnable");
            return ThreadTask.on(scheduler, prefix + "-" + made.getAndIncrement(), runnable);
        };
    }

    /**
     * Returns what carries fibers in this JVM.
     *
     * @throws IllegalStateException if the system property {@code dev.secretariat.fiber.carrier} asks for what this JVM lacks
     */
    public static Carrier carrier() {
        return Carriers.chosen();
    }
}
