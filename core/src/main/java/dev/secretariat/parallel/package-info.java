/** The parallel scheduler: every task on whichever worker is free, by lock-free work stealing. */
@NullMarked
package dev.secretariat.parallel;

import org.jspecify.annotations.NullMarked;
