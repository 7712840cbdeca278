package dev.secretariat.examples.recipes;

import dev.secretariat.Deadline;
import dev.secretariat.Promise;
import dev.secretariat.Script;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fibers;
import java.util.OptionalInt;

/**
 * Awaits two things: the prices of two suppliers, which come as promises. Takes the lower one or, if the deadline has
 * passed, the one that has come.
 */
public final class Quotes {
    /** The flow: wait for both, then choose. */
    public static final Script<Quotes, OptionalInt> FLOW = Script.of(Quotes::best, Quotes::awaitBoth);

    private final Promise<Integer> one;
    private final Promise<Integer> other;
    private final Deadline deadline;

    /** Creates the state of the flow: the prices of two suppliers, and the deadline. */
    public Quotes(Promise<Integer> one, Promise<Integer> other, Deadline deadline) {
        this.one = one;
        this.other = other;
        this.deadline = deadline;
    }

    /** Returns a task that does the same in a straight line. */
    public static Task<OptionalInt> straight(Promise<Integer> one, Promise<Integer> other, Deadline deadline) {
        return Fibers.task(fiber -> {
            boolean inTime = fiber.awaitAny(one, deadline) == 0;
            if (inTime) fiber.awaitAny(other, deadline);
            return new Quotes(one, other, deadline).best();
        });
    }

    private Step<?> awaitBoth(Worker worker) {
        if (deadline.isPast()) return Step.done();
        if (!one.isDone()) return Step.awaitAny(one, deadline);
        if (!other.isDone()) return Step.awaitAny(other, deadline);
        return Step.done();
    }

    private OptionalInt best() {
        if (!one.isDone()) return other.isDone() ? OptionalInt.of(other.result()) : OptionalInt.empty();
        if (!other.isDone()) return OptionalInt.of(one.result());
        return OptionalInt.of(Math.min(one.result(), other.result()));
    }
}
