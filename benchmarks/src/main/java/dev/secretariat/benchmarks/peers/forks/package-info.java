/**
 * Computations that divide and conquer: what each of them is, and how one would write it for each peer.
 *
 * <p>The class of a problem has what all contestants share: the sizes, the leaf work, the known answer and the plain
 * recursion. Inside it, {@code ...Fork} is ours; {@code ...Action} and {@code ...Task} are for a ForkJoinPool, of the
 * same shape; {@code ...Surplus} is what an expert would write for a ForkJoinPool where a fork costs more than a leaf.
 */
@NullMarked
package dev.secretariat.benchmarks.peers.forks;

import org.jspecify.annotations.NullMarked;
