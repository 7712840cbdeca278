/** Loops, reductions, prefix sums and sorting that share their work with whoever is idle. */
@NullMarked
package dev.secretariat.loops;

import org.jspecify.annotations.NullMarked;
