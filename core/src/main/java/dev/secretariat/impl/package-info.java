/**
 * What the methods of the API's own types return, or stand on: composed tasks, tasks with a submission, the system's clock, the
 * waker of a thread, and an awaitable event.
 *
 * <p>Not exported: whoever lists {@code dev.secretariat} finds the API and nothing else. Only that package makes these
 * objects, and the two know each other; nothing here is for schedulers, which see tasks and awaitables as users made them.
 */
@NullMarked
package dev.secretariat.impl;

import org.jspecify.annotations.NullMarked;
