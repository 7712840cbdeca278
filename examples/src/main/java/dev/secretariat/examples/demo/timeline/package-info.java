/**
 * What the stories' journals are made into: text, figures and pictures.
 *
 * <p>Reads journals and shifts, and writes text and HTML with drawings. Runs no task and measures nothing.
 */
@NullMarked
package dev.secretariat.examples.demo.timeline;

import org.jspecify.annotations.NullMarked;
