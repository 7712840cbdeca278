package dev.secretariat.benchmarks.run;

import dev.secretariat.benchmarks.peers.Peer;

/**
 * What one JVM measures of a metric.
 *
 * @param peer who does the work
 * @param workers how many workers it has; 1 where there is one thread only
 */
public record Entrant(Peer peer, int workers) {
    @Override
    public String toString() {
        return peer.id() + " (" + workers + ")";
    }
}
