package dev.secretariat.simulation.net;

import dev.secretariat.simulation.SimulationScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Crashes nodes and cuts them off, at times that follow from the seed.
 *
 * <pre>{@code
 * Nemesis.on(network)
 *         .crashes(3, Duration.ofSeconds(10), Duration.ofMillis(500))
 *         .partitions(2, Duration.ofSeconds(10), Duration.ofSeconds(2));
 * }</pre>
 *
 * <p>Each fault is a task of its own, with its end, and what it strikes follows from the seed, its kind and its number alone. So in a failing run that is made small, those that the
 * failure does not need are left out, and the others stay as they were. A fault of one's own is best made so, too: a task that begins and ends one thing.
 *
 * <p>When the network is closed, nothing begins any more. Belongs to the simulation's thread.
 *
 * @param <M> the type of the messages
 */
public final class Nemesis<M> {
    /** In so many parts a time is divided, so that times in a trace are short. */
    private static final int PARTS = 1000;

    private final Network<M> network;
    private final SimulationScheduler simulation;
    private int crashes;
    private int partitions;

    private Nemesis(Network<M> network) {
        this.network = network;
        this.simulation = network.simulation();
    }

    /** Makes the one of a network; a second one of the same network would do the same again. */
    public static <M> Nemesis<M> on(Network<M> network) {
        return new Nemesis<>(Objects.requireNonNull(network, "network"));
    }

    /**
     * Lets nodes crash, and start again after a while. One that is down when its next crash would come, is left alone.
     *
     * @param count how many crashes there are, of all nodes together
     * @param within how soon, from now, the last of them comes at most
     * @param maxDowntime how long a node is down at most
     * @return this
     * @throws IllegalStateException if the network has no nodes
     */
    public Nemesis<M> crashes(int count, Duration within, Duration maxDowntime) {
        check(count);
        long withinNanos = Conditions.positiveNanos("within", within);
        long maxNanos = Conditions.positiveNanos("maxDowntime", maxDowntime);
        List<Node<M>> nodes = network.nodes();
        if (nodes.isEmpty()) throw new IllegalStateException("the network has no nodes to crash; add them first");
        for (int i = 0; i < count; i++) {
            int which = ++crashes;
            Node<M> node = nodes.get((int) Purpose.CRASHED_NODE.draw(simulation, nodes.size(), which));
            Duration downtime = duration(Purpose.DOWNTIME, which, maxNanos);
            Duration when = time(Purpose.CRASH_TIME, which, withinNanos);
            simulation.schedule("crash of " + node.name(), new Crash(node, downtime), when);
        }
        return this;
    }

    /**
     * Cuts the network in two, and heals it after a while. Partitions may overlap. Each node, or endpoint, of now is on either side as likely
     * as not, but at least one is on each.
     *
     * @param count how many partitions there are
     * @param within how soon, from now, the last of them comes at most
     * @param maxDuration how long each lasts at most
     * @return this
     * @throws IllegalStateException if there is nobody to separate
     */
    public Nemesis<M> partitions(int count, Duration within, Duration maxDuration) {
        check(count);
        long withinNanos = Conditions.positiveNanos("within", within);
        long maxNanos = Conditions.positiveNanos("maxDuration", maxDuration);
        List<String> names = network.names();
        if (names.size() < 2) throw new IllegalStateException("a partition needs two nodes; the network has " + names);
        for (int i = 0; i < count; i++) {
            int which = ++partitions;
            List<String> side = side(names, which);
            Duration lasts = duration(Purpose.PARTITION_DURATION, which, maxNanos);
            Duration when = time(Purpose.PARTITION_TIME, which, withinNanos);
            simulation.schedule("partition of " + String.join(", ", side), new Cut(side, lasts), when);
        }
        return this;
    }

    private void check(int count) {
        network.checkOpen();
        if (count < 0) throw new IllegalArgumentException("count is negative: " + count);
    }

    /** Returns those on one side: the one with the first, unless that were all. */
    private List<String> side(List<String> names, int which) {
        List<String> side = new ArrayList<>();
        for (String name : names) {
            if (Purpose.SIDE.draw(simulation, 2, which, name.hashCode()) == 0) side.add(name);
        }
        if (!side.isEmpty() && side.size() < names.size()) return side;
        return List.of(names.get((int) Purpose.SIDE.draw(simulation, names.size(), which)));
    }

    private Duration time(Purpose purpose, int which, long maxNanos) {
        return Duration.ofNanos(part(maxNanos, purpose.draw(simulation, PARTS, which)));
    }

    private Duration duration(Purpose purpose, int which, long maxNanos) {
        return Duration.ofNanos(Math.max(1, part(maxNanos, 1 + purpose.draw(simulation, PARTS, which))));
    }

    /** Returns so many parts of a time; a short one is divided with less care. */
    private static long part(long nanos, long parts) {
        return nanos < PARTS ? nanos * parts / PARTS : nanos / PARTS * parts;
    }

    private final class Crash extends Fault {
        private final Node<M> node;
        private int incarnation;

        Crash(Node<M> node, Duration downtime) {
            super(network, downtime);
            this.node = node;
        }

        @Override
        boolean begin() {
            if (!node.isUp()) return false;
            incarnation = node.incarnation();
            node.crash();
            return true;
        }

        @Override
        String end() {
            if (node.isUp() || node.incarnation() != incarnation) return "somebody else has started it";
            node.restart();
            return "starts it again";
        }
    }

    private final class Cut extends Fault {
        private final List<String> side;
        private @Nullable Partition partition;

        Cut(List<String> side, Duration duration) {
            super(network, duration);
            this.side = side;
        }

        @Override
        boolean begin() {
            partition = network.partition(side.toArray(new String[0]));
            return true;
        }

        @Override
        String end() {
            Objects.requireNonNull(partition).heal();
            return "heals it";
        }
    }
}
