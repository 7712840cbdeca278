/** The same small pieces of work, written once for each scheduler in its own best way. */
@NullMarked
package dev.secretariat.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
