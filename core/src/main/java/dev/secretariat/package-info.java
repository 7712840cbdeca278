/**
 * The API: tasks that run in small steps, the schedulers that decide when, and the workers that run
 * them.
 *
 * <p>Start with {@link dev.secretariat.Task} and {@link dev.secretariat.Step}; a {@link
 * dev.secretariat.Scheduler} from one of the implementation packages runs them. What lives here is what users name; what
 * may not is anything that knows of an implementation: this package depends on none. JavaFX also has a {@code Task} and a
 * {@code Worker}, and Reactor a {@code Worker}: where both are imported, write one of them with its package.
 *
 * <p>Unless a method says otherwise, a null argument is refused with a {@link
 * java.lang.NullPointerException} that names it, and a negative duration counts as zero.
 */
@NullMarked
package dev.secretariat;

import org.jspecify.annotations.NullMarked;
