/**
 * Code that knows nothing of this library: it is given a ScheduledExecutorService.
 *
 * <p>Its tests show it in virtual time. An import of the library in the main sources of this package would spoil the
 * point.
 */
@NullMarked
package dev.secretariat.examples.executors;

import org.jspecify.annotations.NullMarked;
