/**
 * Fibers: tasks written in a straight line.
 *
 * <p>{@link dev.secretariat.fiber.Fibers#task} makes a task of a body that waits in its middle. To everybody else it is a
 * task like any other: each stretch from one wait to the next is a step of it. Here lives what lets a body stand still between two
 * steps: a thread of its own, which goes on only when a worker lets it. What may not live here: anything that knows one
 * scheduler from another.
 */
@NullMarked
package dev.secretariat.fiber;

import org.jspecify.annotations.NullMarked;
