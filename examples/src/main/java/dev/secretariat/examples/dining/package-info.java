/**
 * Dining secretaries: some tasks that need two locks each, first so that they may all wait for each other for ever, then so that they cannot.
 *
 * <p>The same meals run under simulation, which finds the deadlock and says who holds what, and for real.
 */
@NullMarked
package dev.secretariat.examples.dining;

import org.jspecify.annotations.NullMarked;
