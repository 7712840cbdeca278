/** Code that knows nothing of this library: it is given a ScheduledExecutorService. */
@NullMarked
package dev.secretariat.examples.executors;

import org.jspecify.annotations.NullMarked;
