package dev.secretariat.simulation.net;

import dev.secretariat.simulation.SimulationScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Nodes that send each other messages, in a simulation.
 *
 * <pre>{@code
 * Simulation.of(simulation -> {
 *             try (Network<Message> network = Network.of(simulation, Conditions.perfect().loss(0.1))) {
 *                 for (String name : List.of("a", "b", "c")) network.node(name, Replica::new);
 *                 Nemesis.on(network).crashes(2, Duration.ofSeconds(10), Duration.ofSeconds(2));
 *                 Endpoint<Message> client = network.endpoint("client"); // which does not crash
 *                 ...                                                    // tasks that send and take; wait for them
 *             }
 *         })
 *         .check(1000);
 * }</pre>
 *
 * <p>A network belongs to one run, so the program makes it, and closes it at its end: nodes are there to serve for ever, and would never let the run come to its own.
 *
 * <p>A message is a datagram. The network tells nobody that it was lost; it comes in order unless the conditions say otherwise, but those that come need not be all.
 *
 * <p>Belongs to the simulation's thread.
 *
 * @param <M> the type of the messages
 */
public final class Network<M> implements AutoCloseable {
    private final SimulationScheduler simulation;

    /** By their names, in the order in which they were added. */
    private final Map<String, Station<M>> stations = new LinkedHashMap<>();

    private final List<Node<M>> nodes = new ArrayList<>();

    /** By the names of the sender and the receiver. */
    private final Map<String, Map<String, Link<M>>> links = new LinkedHashMap<>();

    private final Set<Partition> partitions = new LinkedHashSet<>();
    final Counters counters = new Counters();
    private Conditions conditions;
    private boolean isClosed;

    private Network(SimulationScheduler simulation, Conditions conditions) {
        this.simulation = simulation;
        this.conditions = conditions;
    }

    /**
     * Makes a network without nodes.
     *
     * @param simulation in which it is
     * @param conditions what it does to messages
     */
    public static <M> Network<M> of(SimulationScheduler simulation, Conditions conditions) {
        Objects.requireNonNull(simulation, "simulation");
        return new Network<>(simulation, Objects.requireNonNull(conditions, "conditions"));
    }

    // ---- Nodes ----

    /**
     * Adds a node, and starts it.
     *
     * @param name by which others send to it
     * @param program what it runs
     * @throws IllegalArgumentException if the name is taken
     */
    public Node<M> node(String name, Program<M> program) {
        Objects.requireNonNull(program, "program");
        Node<M> node = new Node<>(this, add(name), program);
        nodes.add(node);
        node.begin();
        return node;
    }

    /**
     * Adds an endpoint for tasks that belong to no node: those of clients, which do not crash.
     *
     * @param name by which others send to it
     * @throws IllegalArgumentException if the name is taken
     */
    public Endpoint<M> endpoint(String name) {
        Station<M> station = add(name);
        Endpoint<M> endpoint = new Endpoint<>(this, station);
        station.incarnation = 1;
        station.endpoint = endpoint;
        return endpoint;
    }

    private Station<M> add(String name) {
        checkOpen();
        if (Objects.requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("name is blank: '" + name + "'; others send by it");
        }
        if (stations.containsKey(name)) {
            throw new IllegalArgumentException(
                    "name is taken: '" + name + "'; each node and endpoint has one of its own");
        }
        long number = name.hashCode();
        Duration maxOffset = conditions.clockOffset();
        long offset = (long) (maxOffset.toNanos() * (2 * Purpose.CLOCK_OFFSET.fraction(simulation, number) - 1));
        double drift = conditions.clockDrift() * (2 * Purpose.CLOCK_DRIFT.fraction(simulation, number) - 1);
        Station<M> station = new Station<>(name, new LocalTime(simulation.ticker(), Duration.ofNanos(offset), drift));
        stations.put(name, station);
        return station;
    }

    /** Returns the nodes, in the order in which they were added; endpoints of their own are not among them. */
    public List<Node<M>> nodes() {
        return List.copyOf(nodes);
    }

    /**
     * Returns a node.
     *
     * @param name its name
     * @throws IllegalArgumentException if no node is called that
     */
    public Node<M> node(String name) {
        Objects.requireNonNull(name, "name");
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    /** Returns the names of all nodes and endpoints, in the order in which they were added. */
    public List<String> names() {
        return List.copyOf(stations.keySet());
    }

    private Station<M> station(String name) {
        Station<M> station = stations.get(name);
        if (station == null) throw unknown(name);
        return station;
    }

    private IllegalArgumentException unknown(String name) {
        String all = stations.keySet().stream().map(known -> "'" + known + "'").collect(Collectors.joining(", "));
        return new IllegalArgumentException("nobody is called '" + name + "'; the network has "
                + (all.isEmpty() ? "no nodes yet" : all) + "; add it by node() or endpoint() first");
    }

    // ---- Messages ----

    void send(Station<M> from, String to, M message) {
        Station<M> receiver = station(to);
        links.computeIfAbsent(from.name, ignored -> new LinkedHashMap<>())
                .computeIfAbsent(to, ignored -> new Link<>(this, from, receiver))
                .send(message);
    }

    /** Returns the conditions that hold. */
    public Conditions conditions() {
        return conditions;
    }

    /**
     * Sets other conditions, for messages that are sent from now on, and for the clocks of nodes that are added: worse ones, or perfect ones, to see the nodes
     * recover.
     *
     * @param other what the network does to messages
     */
    public void conditions(Conditions other) {
        conditions = Objects.requireNonNull(other, "conditions");
    }

    /**
     * Returns what has become of all messages so far. A test that relies on faults looks here whether there were any: a partition that cuts
     * nothing finds nothing.
     */
    public Traffic traffic() {
        return counters.traffic();
    }

    // ---- Partitions ----

    /**
     * Separates some nodes from all others, also from those that are added later.
     *
     * @param names those on one side, at least one
     * @return what heals it
     * @throws IllegalArgumentException if nobody is called that
     */
    public Partition partition(String... names) {
        checkOpen();
        if (Objects.requireNonNull(names, "names").length == 0) {
            throw new IllegalArgumentException("names are none; a partition needs somebody on either side");
        }
        for (String name : names) station(Objects.requireNonNull(name, "name"));
        return add(Partition.around(Set.copyOf(List.of(names)), partitions::remove));
    }

    /**
     * Stops what one node sends to another, but not what that one sends back.
     *
     * @param from the sender
     * @param to the receiver
     * @return what heals it
     * @throws IllegalArgumentException if nobody is called that
     */
    public Partition block(String from, String to) {
        checkOpen();
        station(Objects.requireNonNull(from, "from"));
        station(Objects.requireNonNull(to, "to"));
        return add(Partition.between(from, to, partitions::remove));
    }

    private Partition add(Partition partition) {
        partitions.add(partition);
        return partition;
    }

    /** Heals all partitions. */
    public void heal() {
        partitions.clear();
    }

    boolean isCut(String from, String to) {
        if (partitions.isEmpty()) return false;
        return partitions.stream().anyMatch(partition -> partition.cuts(from, to));
    }

    // ---- The end ----

    /** Stops all nodes where they stand, as crashes do, and lets no message come any more. Idempotent. */
    @Override
    public void close() {
        if (isClosed) return;
        isClosed = true;
        for (Node<M> node : nodes) node.halt();
        for (Station<M> station : stations.values()) station.endpoint = null;
    }

    boolean isClosed() {
        return isClosed;
    }

    void checkOpen() {
        if (!isClosed) return;
        throw new IllegalStateException(
                "the network is closed; make a new one in each run of the program, and close it when all is done");
    }

    SimulationScheduler simulation() {
        return simulation;
    }
}
