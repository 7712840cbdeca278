/**
 * Schedulers of one's own: over any Executor, which to read first, and with priorities.
 *
 * <p>They use the public {@code spi} package alone, as yours would, and are checked by the conformance kit. Each is one
 * file, to be read.
 */
package dev.secretariat.examples.schedulers;
