/**
 * What the methods of the API's own types return: composed tasks, tasks with a submission, the system's clock, and the
 * waker of a thread.
 *
 * <p>Not exported: whoever lists {@code dev.secretariat} finds the API and nothing else. Only that package makes these
 * objects, and the two know each other; nothing here is for schedulers, which see tasks and awaitables as users made them.
 */
@NullMarked
package dev.secretariat.impl;

import org.jspecify.annotations.NullMarked;
