/**
 * Schedulers of one's own: over any Executor, which to read first, and with priorities.
 *
 * <p>Written against the public {@code spi} package alone, as yours would be, and checked by the conformance kit. To be read,
 * so each is one file.
 */
package dev.secretariat.examples.schedulers;
