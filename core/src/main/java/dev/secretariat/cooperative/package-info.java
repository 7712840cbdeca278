/**
 * The cooperative scheduler: every task on one thread, its caller's or its own.
 *
 * <p>One public type. Here lives what a driver needs (the seat, the ready queue, timers that it looks at itself, the inbox of
 * what other threads bring) and how it hands over to the next one. What may not live here: anything that two threads run at
 * once. Whoever holds the seat owns the state, others only post to the inbox. Knows nothing of {@code parallel}.
 */
@NullMarked
package dev.secretariat.cooperative;

import org.jspecify.annotations.NullMarked;
