/** What JMH runs. */
@NullMarked
package dev.secretariat.benchmarks.kernels;

import org.jspecify.annotations.NullMarked;
