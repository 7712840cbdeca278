/** The file a workday is read from, and what it says. */
@NullMarked
package dev.secretariat.examples.workday;

import org.jspecify.annotations.NullMarked;
