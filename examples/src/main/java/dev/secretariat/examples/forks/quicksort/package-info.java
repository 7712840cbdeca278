/**
 * Sorts numbers: sequentially, with a ForkJoinPool, and with Secretariat.
 *
 * <p>The three ways share how a range is partitioned, and differ only in how the two parts are run.
 */
@NullMarked
package dev.secretariat.examples.forks.quicksort;

import org.jspecify.annotations.NullMarked;
