/**
 * A virtual thread for each task.
 *
 * <p>Here lives the scheduler for work that blocks: each task's steps run on a virtual thread of its own, which the JDK lets go
 * of its processor when the step blocks. What may not live here: a queue or a choice, since the JDK decides who runs when.
 */
@NullMarked
package dev.secretariat.virtual;

import org.jspecify.annotations.NullMarked;
