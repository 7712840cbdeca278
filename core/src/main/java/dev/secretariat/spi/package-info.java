/**
 * What a custom scheduler extends, and what all schedulers of this library are built on.
 *
 * <p>{@link dev.secretariat.spi.SchedulerBase} leaves one thing to implement: what to do with a task that has become ready.
 * Here lives what is the same for every scheduler: states, wakes, cancelling, failures, timers, joining and closing. The
 * package's README.md follows a task from its submission to its end. What may not live here: queues of ready tasks, threads
 * but the timers' and the choice of who runs next, which are a scheduler's own; and {@code java.util.concurrent}'s view of a
 * scheduler, which is {@code dev.secretariat.executor}'s.
 */
@NullMarked
package dev.secretariat.spi;

import org.jspecify.annotations.NullMarked;
