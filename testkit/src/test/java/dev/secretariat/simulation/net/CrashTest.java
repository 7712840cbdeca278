package dev.secretariat.simulation.net;

import static dev.secretariat.simulation.net.NetworkTest.ECHO;
import static dev.secretariat.simulation.net.NetworkTest.assertMessage;
import static dev.secretariat.simulation.net.NetworkTest.check;
import static dev.secretariat.simulation.net.NetworkTest.simulation;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Task;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.simulation.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a crash takes, and what it leaves. */
class CrashTest {
    private static final Duration MS = Duration.ofMillis(1);

    /** Counts what it gets, in memory and on its disk, and answers with both. */
    private static Program<String> counter() {
        return endpoint -> {
            AtomicInteger inMemory = new AtomicInteger();
            Stored<Integer> onDisk = endpoint.stored("count", 0);
            return Fibers.run(fiber -> {
                while (true) {
                    Envelope<String> envelope = endpoint.inbox().take(fiber);
                    onDisk.set(onDisk.get() + 1);
                    endpoint.sync();
                    endpoint.send(envelope.from(), inMemory.incrementAndGet() + " and " + onDisk.get());
                }
            });
        };
    }

    @Test
    void memoryIsLostAndWhatWasSyncedIsNot() {
        check((simulation, network) -> {
            Node<String> node = network.node("a", counter());
            Endpoint<String> client = network.endpoint("client");
            client.send("a", "one");
            client.send("a", "two");
            simulation.run();
            node.crash();
            node.restart();
            client.send("a", "three");
            simulation.run();
            List<String> answers = new ArrayList<>();
            for (Envelope<String> next; (next = client.inbox().poll()) != null; ) answers.add(next.message());
            assertEquals(List.of("1 and 1", "2 and 2", "1 and 3"), answers);
        });
    }

    @Test
    void aNodeThatIsDownMissesWhatComes() {
        check((simulation, network) -> {
            Node<String> node = network.node("a", ECHO);
            Endpoint<String> client = network.endpoint("client");
            node.crash();
            assertFalse(node.isUp());
            client.send("a", "hello");
            simulation.run();
            node.restart();
            assertTrue(node.isUp());
            simulation.run();
            assertNull(client.inbox().poll());
            assertEquals(1, network.traffic().missed());
        });
    }

    @Test
    void whatIsUnderWayInACrashComesAllTheSame() {
        simulation(Conditions.perfect().delay(MS, MS), (simulation, network) -> {
                    Endpoint<String> client = network.endpoint("client");
                    Node<String> node =
                            network.node("a", endpoint -> Task.run(() -> endpoint.send("client", "the last word")));
                    simulation.runFor(MS.dividedBy(2));
                    node.crash();
                    simulation.run();
                    assertEquals("the last word", client.inbox().poll().message());
                    // and to one that has started again, as a datagram does
                    node.restart(ECHO);
                    client.send("a", "late");
                    node.crash();
                    node.restart();
                    simulation.run();
                    assertEquals("late from a", client.inbox().poll().message());
                })
                .check(20);
    }

    @Test
    void ofWhatWasNotSyncedACrashKeepsWhatCameFirst() {
        Set<String> kept = new TreeSet<>();
        for (long seed = 0; seed < 200; seed++) {
            Run run = simulation(Conditions.perfect(), (simulation, network) -> {
                        Node<String> node = network.node(
                                "a",
                                endpoint -> Task.run(() -> {
                                    Stored<String> one = endpoint.stored("one", "-");
                                    Stored<String> two = endpoint.stored("two", "-");
                                    one.set("a");
                                    endpoint.sync();
                                    one.set("b");
                                    two.set("c");
                                    one.set("d");
                                }));
                        simulation.run();
                        node.crash();
                        node.restart(endpoint -> Task.run(
                                () -> kept.add(endpoint.stored("one", "-").get()
                                        + endpoint.stored("two", "-").get())));
                        simulation.run();
                    })
                    .run(seed);
            assertFalse(run.hasFailed(), () -> "" + run.failure());
        }
        assertEquals(Set.of("a-", "b-", "bc", "dc"), kept);
    }

    @Test
    void whatWasBeforeTheCrashIsOfNoUse() {
        check((simulation, network) -> {
            List<Endpoint<String>> endpoints = new ArrayList<>();
            Node<String> node = network.node("a", endpoint -> {
                endpoints.add(endpoint);
                return Task.run(() -> {});
            });
            Stored<String> stored = endpoints.get(0).stored("x", "y");
            node.crash();
            node.restart();
            String expected =
                    "node 'a' has crashed, and this was its endpoint before; what it begins anew is given another one";
            assertMessage(
                    IllegalStateException.class,
                    expected,
                    () -> endpoints.get(0).send("a", "b"));
            assertMessage(IllegalStateException.class, expected, () -> stored.set("z"));
            assertMessage(IllegalStateException.class, expected, stored::get);
            assertMessage(IllegalStateException.class, expected, endpoints.get(0)::sync);
            assertEquals("a", endpoints.get(0).name());
            endpoints.get(1).send("a", "to itself");
        });
    }

    @Test
    void aNodeIsCrashedWhileItIsUpAndStartedWhileItIsDown() {
        check((simulation, network) -> {
            Node<String> node = network.node("a", ECHO);
            assertMessage(IllegalStateException.class, "node 'a' is up; crash() it first", node::restart);
            node.crash();
            assertMessage(
                    IllegalStateException.class,
                    "node 'a' is down already; restart() lets it begin again",
                    node::crash);
        });
    }

    @Test
    void nodesServeForEverAndEndWithTheNetwork() {
        AtomicInteger ended = new AtomicInteger();
        check((simulation, network) -> {
            network.node(
                    "a",
                    endpoint -> Fibers.run(fiber -> {
                        try {
                            while (true) fiber.sleep(Duration.ofSeconds(1));
                        } finally {
                            ended.incrementAndGet();
                        }
                    }));
            simulation.runFor(Duration.ofSeconds(10));
        });
        assertEquals(20, ended.get());
    }
}
