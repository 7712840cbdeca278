/**
 * The file that a workday is read from, and what it says.
 *
 * <p>Reads the CSV, and says in which line something is wrong. Knows nothing of tasks, schedulers or drawing.
 */
@NullMarked
package dev.secretariat.examples.demo.workday;

import org.jspecify.annotations.NullMarked;
