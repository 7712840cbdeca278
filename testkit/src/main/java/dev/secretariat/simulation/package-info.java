/**
 * Concurrent programs run by one thread in virtual time, where a seed decides who runs next: bugs are
 * found, replayed and made small.
 */
@NullMarked
package dev.secretariat.simulation;

import org.jspecify.annotations.NullMarked;
