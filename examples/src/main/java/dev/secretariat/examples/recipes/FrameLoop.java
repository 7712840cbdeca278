package dev.secretariat.examples.recipes;

import dev.secretariat.Task;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.fiber.Fiber;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A loop, as of a game or a user interface, that runs tasks between its frames. The
 * scheduler has no thread; it gets a few milliseconds at a time, and says for how long it then needs none. It is
 * hosted: only the loop's thread drives it, and other threads that join tasks are parked until the loop has run them.
 *
 * <p>With Swing, the whole of it is
 *
 * <pre>{@code
 * CooperativeScheduler.builder().hosted().onReady(() -> SwingUtilities.invokeLater(this::drive)).build();
 *
 * void drive() {
 *     Duration pause = scheduler.runFor(Duration.ofMillis(4));
 *     if (pause.isZero()) SwingUtilities.invokeLater(this::drive);     // more to do, after the events
 *     else if (!pause.equals(CooperativeScheduler.FOREVER)) timer.start(pause); // then drive() again
 * }
 * }</pre>
 */
public final class FrameLoop implements AutoCloseable {
    /** A quarter of the time that a frame has at 60 frames a second. */
    private static final Duration SLICE = Duration.ofMillis(4);

    /** What the loop waits on: its own events, and empty ones that say that there are tasks to run. */
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();

    private final CooperativeScheduler scheduler = CooperativeScheduler.builder()
            .name("frames")
            .hosted()
            .onReady(() -> events.add(() -> {}))
            .build();

    private int frames;
    private boolean running = true;

    /** Returns the scheduler, to submit tasks to. */
    public CooperativeScheduler scheduler() {
        return scheduler;
    }

    /** Puts an event into the queue of the loop, from any thread. */
    public void post(Runnable event) {
        events.add(event);
    }

    /** Does for a fiber, whose body has a thread of its own, what only the loop's thread may do: in the step of another task. */
    public static <T> T onLoop(Fiber fiber, Callable<T> work) {
        return fiber.await(fiber.submit(Task.call(work)));
    }

    /** Handles events and runs tasks until {@link #stop()}, and returns how many frames it drew. */
    public int run() throws InterruptedException {
        while (running) {
            Duration pause = scheduler.runFor(SLICE);
            frames++; // here a game would draw
            @Nullable Runnable event = next(pause);
            if (event != null) event.run();
        }
        return frames;
    }

    /** Waits for an event, but no longer than the scheduler can do without a thread. */
    private @Nullable Runnable next(Duration pause) throws InterruptedException {
        if (pause.isZero()) return events.poll();
        if (pause.equals(CooperativeScheduler.FOREVER)) return events.take();
        return events.poll(pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends the loop; called from an event. */
    public void stop() {
        running = false;
    }

    @Override
    public void close() {
        scheduler.close();
    }
}
