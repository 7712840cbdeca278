/**
 * Code in a straight line that waits in its middle, and what carries it: our fibers, virtual threads, coroutines. The kernels are
 * written once for each, as one would write them with it; their answers are known.
 */
@NullMarked
package dev.secretariat.benchmarks.peers.fibers;

import org.jspecify.annotations.NullMarked;
