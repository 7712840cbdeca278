/** The JMH benchmarks: how often and how long the contestants in {@code peers} do their work, and what one operation is. */
@NullMarked
package dev.secretariat.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
