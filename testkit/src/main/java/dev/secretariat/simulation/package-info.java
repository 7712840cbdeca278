/**
 * Concurrent programs run by one thread in virtual time, where a seed decides who runs next: bugs are
 * found, replayed and made small.
 *
 * <p>Here live the simulated scheduler, the policies that choose, schedules and their replay, the searches, the shrinker and
 * the reports. All that decides what a run does is drawn from its seed. So what may not live here: the system's clock, but for
 * telling progress and noticing what stands still; random numbers of one's own; an order that depends on identity
 * hash codes. Knows nothing of JUnit but the assertion error that tools understand.
 */
@NullMarked
package dev.secretariat.simulation;

import org.jspecify.annotations.NullMarked;
