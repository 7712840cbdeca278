package dev.secretariat.benchmarks;

import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.run.Metric;
import dev.secretariat.benchmarks.run.Metrics;
import dev.secretariat.benchmarks.run.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code --list} shows. */
final class Listing {
    private Listing() {}

    static List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Metrics, their peers, and how many times as good as a peer we mean to be:");
        for (Metric metric : Metrics.all()) {
            lines.add("");
            lines.add("  %-20s %s".formatted(metric.name(), metric.about()));
            lines.add("  %-20s %s".formatted("", peers(metric)));
        }
        lines.add("");
        lines.add("Peers:");
        lines.add("");
        for (Peer peer : Peer.values()) lines.add("  %-20s %s".formatted(peer.id(), about(peer)));
        return lines;
    }

    private static String about(Peer peer) {
        return peer.jdks().isEmpty() ? peer.about() : peer.about() + "; on " + peer.jdks();
    }

    private static String peers(Metric metric) {
        String demand = metric.is(Trait.ON_DEMAND) ? "; only if asked for by --only" : "";
        String peers =
                metric.peers().stream().map(peer -> peer(peer, metric)).collect(Collectors.joining(", ")) + demand;
        if (metric.limit().isEmpty()) return peers;
        return "at most %.0f %s; %s"
                .formatted(metric.limit().getAsDouble(), metric.unit().symbol(), peers);
    }

    private static String peer(Peer peer, Metric metric) {
        Double target = metric.targets().get(peer);
        return target == null ? peer.id() : String.format(Locale.ROOT, "%s %.2gx", peer.id(), target);
    }
}
