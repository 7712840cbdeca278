/**
 * Simulations as tests of JUnit 5.
 *
 * <p>Here lives what joins the simulation to JUnit: the annotation, its parameters, reports on the console and in files, and
 * runs of the same test on real schedulers. What may not live here: anything that decides what a run does. That is {@code
 * dev.secretariat.simulation}'s, which can be used without JUnit.
 */
@NullMarked
package dev.secretariat.testkit;

import org.jspecify.annotations.NullMarked;
