/** The JMH benchmarks: how the contestants of {@code peers} are driven, and what one operation is. */
@NullMarked
package dev.secretariat.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
