package dev.secretariat.parallel;

import dev.secretariat.spi.TaskCell;
import org.jspecify.annotations.Nullable;

/** What a worker shows to the others. May be called on any thread. */
interface Peer {
    /** Returns which of the workers it is, from zero. */
    int number();

    /** Returns its ready tasks, to steal. */
    StealableQueue<TaskCell<?>> queue();

    /** Returns its newest ready task, to take if it is stuck. */
    SlotHolder<TaskCell<?>> slot();

    /** Returns its pending forks, to steal. */
    StealableForks forks();

    /** Returns how many steps it has begun: whoever looks twice sees whether one goes on for long. */
    long steps();

    /** Returns the task whose step is running, or null. A hint. */
    @Nullable
    TaskCell<?> busyWith();
}
