/** Structured concurrency under measurement: one that forks many children, and goes on when all have ended. */
@NullMarked
package dev.secretariat.benchmarks.peers.scopes;

import org.jspecify.annotations.NullMarked;
