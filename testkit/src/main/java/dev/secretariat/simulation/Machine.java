package dev.secretariat.simulation;

import dev.secretariat.Scheduler;
import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What a process of a distributed program runs on in a simulation, and what can be killed: then none of its tasks gets to run any more,
 * whatever it waits for, not even to wind down. What a process would not do when its power fails is not done, {@code finally} included.
 *
 * <pre>{@code
 * Machine machine = simulation.machine("a");
 * machine.submit("server", server);
 * simulation.runFor(Duration.ofSeconds(1));
 * machine.kill();
 * }</pre>
 *
 * <p>Its tasks are those that are submitted to it, and those that these submit, by {@link dev.secretariat.Worker#submit} or {@link
 * dev.secretariat.fiber.Fiber#submit}, and so on. Once it has been killed, they have not ended: whoever waits for one of them waits for ever. They end, cancelled, when
 * the simulation is closed and all others have ended; only then they wind down, so that the bodies of fibers let go of their threads.
 * That belongs to no schedule and no trace, and its failures are nobody's.
 *
 * <p>What dies with a machine is what its tasks would do. An object that they share with tasks elsewhere stays as they left it: a mutex
 * that one of them holds is never released. So let machines share nothing but messages.
 *
 * <p>Belongs to the simulation's thread, as that does.
 */
public final class Machine {
    static final Submission.Attribute<Machine> ATTRIBUTE = Submission.Attribute.inherited("machine");

    private final String name;
    private final Scheduler scheduler;
    private final Runnable checkCaller;
    private final Runnable killed;
    private boolean isKilled;

    /**
     * A machine.
     *
     * @param scheduler whose tasks run on it
     * @param checkCaller throws where it must not be killed
     * @param killed called when it has been killed
     */
    Machine(String name, Scheduler scheduler, Runnable checkCaller, Runnable killed) {
        this.name = Objects.requireNonNull(name, "name");
        this.scheduler = scheduler;
        this.checkCaller = checkCaller;
        this.killed = killed;
    }

    /** Returns its name. */
    public String name() {
        return name;
    }

    /**
     * Submits a task to run on it.
     *
     * @param taskName what reports call the task
     * @param task the task
     * @return its handle
     * @throws IllegalStateException if it has been killed
     * @throws RejectedExecutionException if the simulation is closing
     */
    public <T extends @Nullable Object> TaskHandle<T> submit(String taskName, Task<T> task) {
        if (isKilled) {
            throw new IllegalStateException(
                    this + " has been killed, so task '" + taskName + "' would never run; make another machine for it");
        }
        return scheduler.submit(Submission.named(taskName).with(ATTRIBUTE, this), task);
    }

    /**
     * Kills it. Where one of its own tasks calls this, that one's step is the last, and goes on to its end. Idempotent.
     *
     * @throws IllegalStateException if the calling thread is not the simulation's
     */
    public void kill() {
        if (isKilled) return;
        checkCaller.run();
        isKilled = true;
        killed.run();
    }

    /** Returns whether it has been killed. */
    public boolean isKilled() {
        return isKilled;
    }

    @Override
    public String toString() {
        return "machine '" + name + "'";
    }
}
