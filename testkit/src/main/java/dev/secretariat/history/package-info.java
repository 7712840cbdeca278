/**
 * Histories of concurrent clients, and whether they are what one object would show whose operations come one after the other.
 *
 * <p>Start with {@link dev.secretariat.history.History}, which records calls and returns, {@link dev.secretariat.history.Model},
 * by which you say what the object does, and {@link dev.secretariat.history.Checker}. Here live recording, the search for an
 * order, and the report where there is none. What may not live here: anything that knows how the clients run. They may be tasks
 * of a simulation, fibers on a real scheduler, or threads.
 */
@NullMarked
package dev.secretariat.history;

import org.jspecify.annotations.NullMarked;
