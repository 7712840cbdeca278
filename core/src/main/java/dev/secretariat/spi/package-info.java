/**
 * What a custom scheduler extends.
 *
 * <p>{@link dev.secretariat.spi.SchedulerBase} leaves one thing to implement: what to do with a task
 * that has become ready. The schedulers of this library are built on the same classes.
 */
@NullMarked
package dev.secretariat.spi;

import org.jspecify.annotations.NullMarked;
