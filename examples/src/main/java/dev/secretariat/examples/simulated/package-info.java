/** A day of many secretaries in virtual time. */
@NullMarked
package dev.secretariat.examples.simulated;

import org.jspecify.annotations.NullMarked;
