/**
 * Not exported: noticing and telling what is wrong, for simulations and for tests on real schedulers.
 *
 * <p>Here live the watch that notices what stands still in real time, the stacks of its threads, and how two results are told
 * apart. What may not live here: anything that knows a simulation, or JUnit; both use this package.
 */
@NullMarked
package dev.secretariat.reports;

import org.jspecify.annotations.NullMarked;
