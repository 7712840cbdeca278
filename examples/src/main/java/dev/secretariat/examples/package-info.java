/**
 * Programs to learn from, and the command that runs them. The README of this module says what to read first; nothing in
 * the other packages depends on {@code demo}.
 */
@NullMarked
package dev.secretariat.examples;

import org.jspecify.annotations.NullMarked;
