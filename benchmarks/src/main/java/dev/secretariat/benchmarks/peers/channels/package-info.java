/**
 * Channels under measurement: the same kernels over each kind, each in its own best way.
 */
@NullMarked
package dev.secretariat.benchmarks.peers.channels;

import org.jspecify.annotations.NullMarked;
