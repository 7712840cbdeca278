/**
 * A day of many secretaries in virtual time: paperwork for more workers than the machine has cores.
 *
 * <p>What a step costs is set, not measured; nothing here looks at a clock.
 */
@NullMarked
package dev.secretariat.examples.demo.simulated;

import org.jspecify.annotations.NullMarked;
