/** The heart of it: the secretary's tasks, and the schedulers that run them. */
@NullMarked
package dev.secretariat.examples.stories;

import org.jspecify.annotations.NullMarked;
