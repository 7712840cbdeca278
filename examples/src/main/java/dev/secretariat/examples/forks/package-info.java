/** Divide and conquer, each example written in three ways that are run side by side. */
@NullMarked
package dev.secretariat.examples.forks;

import org.jspecify.annotations.NullMarked;
