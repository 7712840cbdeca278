/**
 * What the commands have in common: how they are run, how they read their options, and how they complain.
 *
 * <p>A command itself lives with what it runs.
 */
@NullMarked
package dev.secretariat.examples.command;

import org.jspecify.annotations.NullMarked;
