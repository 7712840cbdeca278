/**
 * What the commands have in common: how they read their options, and how they complain.
 *
 * <p>Types for options and files only. A command itself lives with what it runs.
 */
@NullMarked
package dev.secretariat.examples.command;

import org.jspecify.annotations.NullMarked;
