/**
 * How many schedules it takes to find a bug: small programs from the literature, written anew on this library, and the searches of the testkit, by seed and exhaustive.
 *
 * <p>{@link dev.secretariat.benchmarks.schedules.Subjects} are the programs, each with a corrected version; {@link
 * dev.secretariat.benchmarks.schedules.Evidence} is the command.
 */
@NullMarked
package dev.secretariat.benchmarks.schedules;

import org.jspecify.annotations.NullMarked;
