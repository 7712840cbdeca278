/**
 * Paints the Mandelbrot set: sequentially, with a ForkJoinPool, and with Secretariat.
 *
 * <p>The three ways share the mathematics and differ only in how they divide the picture.
 */
@NullMarked
package dev.secretariat.examples.forks.mandelbrot;

import org.jspecify.annotations.NullMarked;
