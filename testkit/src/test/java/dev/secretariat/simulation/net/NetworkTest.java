package dev.secretariat.simulation.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Task;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.simulation.Run;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationScheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Nodes that send each other messages, and what is said to whoever asks for what cannot be. */
class NetworkTest {
    static final Program<String> ECHO = endpoint -> Fibers.run(fiber -> {
        for (Envelope<String> envelope; (envelope = endpoint.inbox().take(fiber)) != null; ) {
            endpoint.send(envelope.from(), envelope.message() + " from " + endpoint.name());
        }
    });

    /** What is done with a network. */
    interface Use {
        void with(SimulationScheduler simulation, Network<String> network) throws Exception;
    }

    static Simulation simulation(Conditions conditions, Use use) {
        return Simulation.of(simulation -> {
            try (Network<String> network = Network.of(simulation, conditions)) {
                use.with(simulation, network);
            }
        });
    }

    static void check(Use use) {
        simulation(Conditions.perfect(), use).check(20);
    }

    @Test
    void aMessageComesAndIsAnswered() {
        check((simulation, network) -> {
            network.node("a", ECHO);
            Endpoint<String> client = network.endpoint("client");
            client.send("a", "hello");
            simulation.run();
            assertEquals(
                    new Envelope<>("a", "client", "hello from a"),
                    client.inbox().poll());
            assertEquals(new Traffic(2, 2, 0, 0, 0, 0), network.traffic());
            assertEquals(List.of("a", "client"), network.names());
            assertEquals("a", network.node("a").name());
            assertEquals(1, network.nodes().size());
        });
    }

    @Test
    void theTraceSaysWhoGotWhat() {
        Run run = simulation(Conditions.perfect(), (simulation, network) -> {
                    network.node("a", ECHO);
                    Endpoint<String> client = network.endpoint("client");
                    client.send("a", "hello");
                    simulation.run();
                })
                .run(0);
        Run told = simulation(Conditions.perfect(), (simulation, network) -> {
                    network.node("a", ECHO);
                    network.endpoint("client").send("a", "hello");
                    simulation.run();
                })
                .replay(run.schedule());
        assertTrue(told.table().contains("client -> a"), told::table);
        assertTrue(told.table().contains("ends with hello from a"), told::table);
    }

    @Test
    void whatANodeSendsToItselfComesAlways() {
        Conditions bad = Conditions.perfect()
                .delay(Duration.ofDays(1), Duration.ofDays(2))
                .loss(1);
        simulation(bad, (simulation, network) -> {
                    Endpoint<String> client = network.endpoint("client");
                    network.partition("client");
                    client.send("client", "note");
                    simulation.run();
                    assertEquals("note", client.inbox().poll().message());
                    assertEquals(0, simulation.ticker().nanos());
                })
                .check(5);
    }

    @Test
    void nobodyIsReachedWhomNobodyKnows() {
        check((simulation, network) -> {
            Endpoint<String> client = network.endpoint("client");
            network.node("a", ECHO);
            String expected =
                    "nobody is called 'b'; the network has 'client', 'a'; add it by node() or endpoint() first";
            assertMessage(IllegalArgumentException.class, expected, () -> client.send("b", "hello"));
            assertMessage(IllegalArgumentException.class, expected, () -> network.partition("a", "b"));
            assertMessage(IllegalArgumentException.class, expected, () -> network.block("a", "b"));
            assertMessage(IllegalArgumentException.class, expected, () -> network.node("b"));
            assertMessage(
                    IllegalArgumentException.class,
                    "name is taken: 'a'; each node and endpoint has one of its own",
                    () -> network.endpoint("a"));
            assertMessage(
                    IllegalArgumentException.class,
                    "name is blank: ' '; others send by it",
                    () -> network.node(" ", ECHO));
            assertMessage(
                    IllegalArgumentException.class,
                    "names are none; a partition needs somebody on either side",
                    () -> network.partition());
        });
    }

    @Test
    void aNetworkThatIsClosedSaysSo() {
        AtomicReference<Network<String>> kept = new AtomicReference<>();
        AtomicReference<Endpoint<String>> endpoint = new AtomicReference<>();
        check((simulation, network) -> {
            kept.set(network);
            endpoint.set(network.endpoint("client"));
        });
        String expected =
                "the network is closed; make a new one in each run of the program, and close it when all is done";
        assertMessage(IllegalStateException.class, expected, () -> kept.get().endpoint("b"));
        assertMessage(IllegalStateException.class, expected, () -> kept.get().node("b", ECHO));
        assertMessage(IllegalStateException.class, expected, () -> kept.get().partition("client"));
        assertMessage(
                IllegalStateException.class, expected, () -> endpoint.get().send("client", "hello"));
        assertMessage(
                IllegalStateException.class, expected, () -> endpoint.get().inbox());
        kept.get().close();
    }

    @Test
    void aProgramThatReturnsBeforeItsNodesAreDoneIsToldToWait() {
        Run run = Simulation.of(simulation -> {
                    Network<String> network = Network.of(simulation, Conditions.perfect());
                    Endpoint<String> client = network.endpoint("client");
                    simulation.submit("late", Task.run(() -> client.send("client", "hello")));
                })
                .run(0);
        Throwable failure = run.failure().orElseThrow().getCause();
        assertEquals(
                "'client' sends a message after the program has returned, or closed the simulation; let the program wait"
                        + " until its nodes have done their work, and close the network then",
                failure.getMessage());
    }

    @Test
    void anotherThreadIsRefused() throws Exception {
        AtomicReference<Throwable> refused = new AtomicReference<>();
        SimulationScheduler simulation = SimulationScheduler.builder().build();
        Network<String> network = Network.of(simulation, Conditions.perfect().loss(1));
        Endpoint<String> client = network.endpoint("client");
        network.endpoint("other");
        Thread thread = new Thread(() -> {
            try {
                client.send("other", "hello");
            } catch (Throwable failure) {
                refused.set(failure);
            }
        });
        thread.start();
        thread.join();
        assertTrue(refused.get() instanceof IllegalStateException, () -> "" + refused.get());
        assertTrue(refused.get().getMessage().contains("in a simulation that belongs to thread"));
    }

    @Test
    void aNodeWithoutATaskIsRefused() {
        check((simulation, network) ->
                assertThrows(NullPointerException.class, () -> network.node("a", endpoint -> null)));
    }

    @Test
    void whoeverClosesItsInboxGetsNothing() {
        check((simulation, network) -> {
            network.node("a", endpoint -> Task.run(endpoint.inbox()::close));
            Endpoint<String> client = network.endpoint("client");
            simulation.run();
            client.send("a", "hello");
            simulation.run();
            assertEquals(new Traffic(1, 0, 0, 0, 0, 1), network.traffic());
            assertFalse(network.node("a").toString().isEmpty());
        });
    }

    static void assertMessage(
            Class<? extends Throwable> type, String message, org.junit.jupiter.api.function.Executable executable) {
        assertEquals(message, assertThrows(type, executable).getMessage());
    }
}
