/**
 * A scheduler as java.util.concurrent sees it: the view as a ScheduledExecutorService, and futures of tasks.
 *
 * <p>Not exported. All of it works through the public API and {@link dev.secretariat.executor.ExecutorBackend}, which
 * {@code spi} implements; what belongs to every task, in whatever way it was submitted, is not here.
 */
@NullMarked
package dev.secretariat.executor;

import org.jspecify.annotations.NullMarked;
