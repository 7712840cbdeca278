/**
 * A network for simulations: nodes that send each other messages, which come late, twice, out of order or not at all; that are cut off, crash and start
 * again; and whose clocks go wrong. A seed decides all of it.
 *
 * <p>Each delivery, each crash and each partition by chance is a task of the simulation. So it stands in the trace under its name, and a failing run is made
 * small as any other: what is not needed for the failure is left out. Whether a fault strikes follows from the seed and from what it would strike
 * alone, so that nothing else moves where something is left out.
 *
 * <p>What may not live here: anything that knows what the messages mean.
 */
@NullMarked
package dev.secretariat.simulation.net;

import org.jspecify.annotations.NullMarked;
