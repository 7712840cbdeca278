/**
 * Primitives by which tasks, fibers and threads keep out of each other's way: they wait without holding a worker.
 *
 * <p>Each has three faces with one implementation. A <em>step</em> makes a request, an awaitable, and looks at it again in its next step; a
 * <em>fiber</em> waits in a straight line; a <em>thread</em> that runs no tasks blocks. All stand in the same line: first in, first out.
 */
@NullMarked
package dev.secretariat.sync;

import org.jspecify.annotations.NullMarked;
