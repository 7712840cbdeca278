package dev.secretariat.examples.raft;

import dev.secretariat.fiber.Fibers;
import dev.secretariat.simulation.SimulationScheduler;
import dev.secretariat.simulation.net.Conditions;
import dev.secretariat.simulation.net.Endpoint;
import dev.secretariat.simulation.net.Nemesis;
import dev.secretariat.simulation.net.Network;
import java.time.Duration;
import java.util.List;

/** Three replicas and a client on a bad network, whose nodes crash and are cut off from one another. */
final class Cluster {
    private static final List<String> REPLICAS = List.of("a", "b", "c");

    private static final Conditions BAD = Conditions.perfect()
            .delay(Duration.ofMillis(1), Duration.ofMillis(20))
            .loss(0.05)
            .duplication(0.05)
            .reordering(0.2)
            .clocks(Duration.ofSeconds(1), 0.02);

    private static final Duration TROUBLE = Duration.ofSeconds(2);

    /** How replicas are made: right, or with a mistake. */
    @FunctionalInterface
    interface Maker {
        Replica make(Endpoint<Message> endpoint, List<String> all, Monitor monitor);
    }

    private Cluster() {}

    /** Has a few commands committed, and fails if something is wrong. */
    static void run(SimulationScheduler simulation, Maker maker) throws InterruptedException {
        Monitor monitor = new Monitor();
        try (Network<Message> network = Network.of(simulation, BAD)) {
            for (String name : REPLICAS) {
                network.node(name, endpoint -> Fibers.run(maker.make(endpoint, REPLICAS, monitor)::run));
            }
            Client client = new Client(network.endpoint("client"), REPLICAS, monitor);
            simulation.submit("client", Fibers.run(fiber -> client.run(fiber, 4)));
            Nemesis.on(network)
                    .crashes(4, TROUBLE, Duration.ofMillis(400))
                    .partitions(3, TROUBLE, Duration.ofMillis(600));
            simulation
                    .submit("the end", Fibers.task(fiber -> fiber.await(monitor.end())))
                    .join();
        }
    }
}
