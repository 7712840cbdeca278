/**
 * Not exported: what several packages of the library stand on.
 *
 * <p>Here live the lock-free structures that know nothing of tasks (the waiter list, the queue of arrivals, the inbox), the
 * timer heap, and the doors to the JDK: threads, random numbers, log, variable handles and the stack's depth each have one, and
 * a test holds it. What may not live here: anything that names another package of the library, and anything that only one
 * package uses.
 */
@NullMarked
package dev.secretariat.internal;

import org.jspecify.annotations.NullMarked;
