/** Paints the Mandelbrot set. */
@NullMarked
package dev.secretariat.examples.forks.mandelbrot;

import org.jspecify.annotations.NullMarked;
