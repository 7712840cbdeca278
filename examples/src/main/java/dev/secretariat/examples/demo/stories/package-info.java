/**
 * The secretary's tasks, and the schedulers that run them.
 *
 * <p>A story lives a workday or does paperwork, and writes a journal of what happened. Package {@code timeline} tells
 * and draws the journals; a story prints nothing. Metaphors are at home here, and not in the library.
 */
@NullMarked
package dev.secretariat.examples.demo.stories;

import org.jspecify.annotations.NullMarked;
