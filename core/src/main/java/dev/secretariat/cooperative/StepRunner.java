package dev.secretariat.cooperative;

import dev.secretariat.spi.TaskCell;

/** Runs the next step of a task, on the calling thread. */
interface StepRunner {
    void runStep(TaskCell<?> cell);
}
