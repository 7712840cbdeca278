/** Sorts numbers. */
@NullMarked
package dev.secretariat.examples.forks.quicksort;

import org.jspecify.annotations.NullMarked;
