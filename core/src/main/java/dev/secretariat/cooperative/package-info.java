/**
 * The cooperative scheduler: every task on one thread, its caller's or its own.
 *
 * <p>One public type. Here lives what a driver needs (the seat, the ready queue, timers that it looks at itself, the inbox of
 * what other threads bring) and how it hands over to the next one. What may not live here: tasks that run in
 * parallel. Whoever holds the seat owns the driver's state; others meet it at the seat, the inbox, the notifier and the
 * successor only. Knows nothing of {@code parallel}.
 */
@NullMarked
package dev.secretariat.cooperative;

import org.jspecify.annotations.NullMarked;
