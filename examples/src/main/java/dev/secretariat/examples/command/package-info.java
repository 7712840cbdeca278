/** What the commands have in common: how they read their options, and how they complain. */
@NullMarked
package dev.secretariat.examples.command;

import org.jspecify.annotations.NullMarked;
