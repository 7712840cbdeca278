package dev.secretariat.parallel;

import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * An owner, who adds and takes, and two thieves, each with a queue of its own. What a thief has moved
 * there it takes out again at once and tells: a steal is one atomic step, of the first half of the queue.
 */
@Param(name = "element", gen = IntGen.class, conf = "1:9")
public abstract class LocalQueueScenario {
    interface Subject {
        void push(Integer element);

        Integer poll();

        /** What was stolen, the oldest first; empty if nothing. */
        List<Integer> steal(int thief);

        /** The oldest if it is odd; null if it is not, or there is none. */
        Integer stealOdd();

        boolean isEmpty();
    }

    static boolean isOdd(Integer element) {
        return (element & 1) == 1;
    }

    private final Subject queue;

    LocalQueueScenario(Subject queue) {
        this.queue = queue;
    }

    @Operation(nonParallelGroup = "owner")
    public final void push(@Param(name = "element") int element) {
        queue.push(element);
    }

    @Operation(nonParallelGroup = "owner")
    public final Integer poll() {
        return queue.poll();
    }

    @Operation(nonParallelGroup = "first thief")
    public final List<Integer> stealFirst() {
        return queue.steal(0);
    }

    @Operation(nonParallelGroup = "second thief")
    public final List<Integer> stealSecond() {
        return queue.steal(1);
    }

    @Operation
    public final Integer stealOdd() {
        return queue.stealOdd();
    }

    @Operation
    public final boolean isEmpty() {
        return queue.isEmpty();
    }
}
