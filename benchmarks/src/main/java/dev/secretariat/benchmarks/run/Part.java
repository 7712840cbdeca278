package dev.secretariat.benchmarks.run;

import dev.secretariat.benchmarks.peers.Peer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One metric, and all who are measured in each of its rounds.
 *
 * @param metric what is measured
 * @param peers whom we are compared with
 * @param workers on how many workers, in rising order
 */
record Part(Metric metric, List<Peer> peers, List<Integer> workers) {
    Entrant ours(int count) {
        return new Entrant(metric.ours(), count);
    }

    /**
     * Returns who is measured in a round, one after the other. We are in the middle of our peers, so that nobody is far
     * from us; every other round goes backwards, so that a machine that gets slower is to the good of each as often as
     * to its harm.
     */
    List<Entrant> order(int round) {
        List<Entrant> order = new ArrayList<>();
        for (int count : workers) {
            List<Entrant> group = new ArrayList<>();
            for (Peer peer : peers) group.add(new Entrant(peer, count));
            group.add(peers.size() / 2, ours(count));
            order.addAll(group);
        }
        if (round % 2 == 0) Collections.reverse(order);
        return order;
    }
}
