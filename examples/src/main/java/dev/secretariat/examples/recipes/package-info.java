/**
 * Small programs for uses that come up again and again: to be read, and copied. {@code FirstSteps} is the shortest.
 *
 * <p>Each is one file that needs nothing of the other examples except another recipe, uses the public API alone, and is
 * run by a test. Nothing of the stories belongs here.
 */
package dev.secretariat.examples.recipes;
