/** The cooperative scheduler: every task on one thread, its caller's or its own. */
@NullMarked
package dev.secretariat.cooperative;

import org.jspecify.annotations.NullMarked;
