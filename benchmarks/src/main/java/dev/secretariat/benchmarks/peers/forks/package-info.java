/**
 * Computations that divide and conquer: what each of them is, and how one would write it for each peer.
 *
 * <p>A problem's own class has what all share: the sizes, the leaf work, the known answer and the plain
 * recursion. Inside it, {@code ...Fork} is ours; {@code ...Action} and {@code ...Task} are a ForkJoinPool's, of the same
 * shape; {@code ...Surplus} are those that a ForkJoinPool's expert would write where a fork costs more than
 * a leaf.
 */
@NullMarked
package dev.secretariat.benchmarks.peers.forks;

import org.jspecify.annotations.NullMarked;
