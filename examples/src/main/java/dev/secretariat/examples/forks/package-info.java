/**
 * Divide and conquer, each example written in three ways that are run side by side.
 *
 * <p>Here is what the examples have in common: they check that all ways have the same result, and measure how long each
 * takes. The programs are in the packages below, which know nothing of one another: read {@code quicksort} first.
 */
@NullMarked
package dev.secretariat.examples.forks;

import org.jspecify.annotations.NullMarked;
