/**
 * Loops, reductions, prefix sums and sorting that share their work with whoever is idle.
 *
 * <p>Here lives what is written with forks alone: all of it uses a {@link dev.secretariat.Worker} as users do, so it runs on
 * any scheduler, and you could have written it. What may not live here: anything that knows a scheduler or a queue; a copy or
 * a fork that is made while nobody is idle; and state that outlives a call.
 */
@NullMarked
package dev.secretariat.loops;

import org.jspecify.annotations.NullMarked;
