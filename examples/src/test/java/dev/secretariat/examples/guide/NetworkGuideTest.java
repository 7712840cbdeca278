package dev.secretariat.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.fiber.Fibers;
import dev.secretariat.simulation.SimulationScheduler;
import dev.secretariat.simulation.net.Conditions;
import dev.secretariat.simulation.net.Endpoint;
import dev.secretariat.simulation.net.Envelope;
import dev.secretariat.simulation.net.Network;
import dev.secretariat.simulation.net.Node;
import dev.secretariat.simulation.net.Program;
import dev.secretariat.simulation.net.Stored;
import dev.secretariat.testkit.SimulationTest;

/** The code of docs/guide/distributed-programs.md, but for what is in the example raft. */
class NetworkGuideTest {
    private static final Program<String> COUNTER = endpoint -> {
        Stored<Integer> count = endpoint.stored("count", 0);
        return Fibers.run(fiber -> {
            while (true) {
                Envelope<String> request = endpoint.inbox().take(fiber); // an inbox is a channel
                count.set(count.get() + 1);
                endpoint.sync(); // without this, a crash may forget it
                endpoint.send(request.from(), "you are number " + count.get());
            }
        });
    };

    @SimulationTest
    void aNodeThatCrashesKeepsWhatItHasSynced(SimulationScheduler simulation) {
        try (Network<String> network = Network.of(simulation, Conditions.perfect())) {
            Node<String> node = network.node("counter", COUNTER);
            Endpoint<String> client = network.endpoint("client");
            client.send("counter", "hello");
            simulation.run();
            node.crash();
            node.restart();
            client.send("counter", "hello again");
            simulation.run();
            assertEquals("you are number 1", client.inbox().poll().message());
            assertEquals("you are number 2", client.inbox().poll().message());
        }
    }
}
