/** Secretariat measured beside the schedulers one would otherwise use: the command and its options. */
@NullMarked
package dev.secretariat.benchmarks;

import org.jspecify.annotations.NullMarked;
