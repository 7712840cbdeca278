package dev.secretariat.parallel;

import dev.secretariat.spi.TaskCell;
import org.jspecify.annotations.Nullable;

/** What a worker shows to the others. May be called on any thread. */
interface Peer {
    /** Which of the workers it is, from zero. */
    int number();

    /** Its ready tasks, to steal. */
    StealableQueue<TaskCell<?>> queue();

    /** Its newest ready task, to take if it is stuck. */
    SlotHolder<TaskCell<?>> slot();

    /** Its pending forks, to steal. */
    StealableForks forks();

    /** How many steps it has begun: whoever looks twice sees whether one goes on for long. */
    long steps();

    /** The task whose step is running, or null. A hint. */
    @Nullable
    TaskCell<?> busyWith();
}
