package dev.secretariat.simulation.net;

import static dev.secretariat.simulation.net.NetworkTest.ECHO;
import static dev.secretariat.simulation.net.NetworkTest.assertMessage;
import static dev.secretariat.simulation.net.NetworkTest.check;
import static dev.secretariat.simulation.net.NetworkTest.simulation;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.simulation.Run;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationFailure;
import dev.secretariat.simulation.TraceEvent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Faults that come by the seed, each a task of its own. */
class NemesisTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MS = Duration.ofMillis(1);

    /** Starts that there were of three nodes. */
    private static int starts(long seed, int crashes) {
        AtomicInteger starts = new AtomicInteger();
        Run run = simulation(Conditions.perfect(), (simulation, network) -> {
                    for (String name : List.of("a", "b", "c")) {
                        network.node(name, endpoint -> {
                            starts.incrementAndGet();
                            return Fibers.run(fiber -> fiber.sleep(SECOND.multipliedBy(60)));
                        });
                    }
                    Nemesis.on(network).crashes(crashes, SECOND.multipliedBy(10), MS);
                    simulation.runFor(SECOND.multipliedBy(20));
                    for (Node<String> node : network.nodes()) assertTrue(node.isUp());
                })
                .run(seed);
        assertFalse(run.hasFailed(), () -> "" + run.failure());
        return starts.get();
    }

    @Test
    void nodesCrashAsOftenAsAskedAndStartAgain() {
        for (long seed = 0; seed < 20; seed++) assertEquals(3 + 4, starts(seed, 4));
    }

    @Test
    void partitionsComeAndGo() {
        simulation(Conditions.perfect().delay(MS, MS), (simulation, network) -> {
                    Endpoint<String> one = network.endpoint("one");
                    network.endpoint("other");
                    Nemesis.on(network).partitions(5, SECOND, SECOND);
                    int[] sent = {0};
                    simulation.submit("sender", worker -> {
                        one.send("other", "x");
                        return ++sent[0] < 300 ? Step.sleep(MS.multipliedBy(10)) : Step.done();
                    });
                    simulation.run();
                    assertTrue(network.traffic().cut() > 10, () -> "" + network.traffic());
                    assertTrue(network.traffic().delivered() > 10, () -> "" + network.traffic());
                })
                .check(50);
    }

    @Test
    void whatCannotBeIsRefused() {
        check((simulation, network) -> {
            Nemesis<String> nemesis = Nemesis.on(network);
            assertMessage(
                    IllegalStateException.class,
                    "the network has no nodes to crash; add them first",
                    () -> nemesis.crashes(1, SECOND, SECOND));
            network.node("a", ECHO);
            assertMessage(
                    IllegalStateException.class,
                    "a partition needs two nodes; the network has [a]",
                    () -> nemesis.partitions(1, SECOND, SECOND));
            assertMessage(
                    IllegalArgumentException.class, "count is negative: -1", () -> nemesis.crashes(-1, SECOND, SECOND));
            assertMessage(
                    IllegalArgumentException.class,
                    "within is zero; give a time within which it happens",
                    () -> nemesis.crashes(1, Duration.ZERO, SECOND));
            assertMessage(
                    IllegalArgumentException.class,
                    "maxDowntime is negative: PT-1S",
                    () -> nemesis.crashes(1, SECOND, SECOND.negated()));
        });
    }

    /** A node that acknowledges a value and forgets to sync it; a client that reads it after a while. */
    private static Simulation forgetful() {
        Program<String> server = endpoint -> {
            Stored<String> value = endpoint.stored("value", "none");
            return Fibers.run(fiber -> {
                while (true) {
                    Envelope<String> envelope = endpoint.inbox().take(fiber);
                    if (envelope.message().startsWith("set")) value.set(envelope.message());
                    endpoint.send(envelope.from(), value.get());
                }
            });
        };
        Conditions conditions =
                Conditions.perfect().delay(MS, MS.multipliedBy(5)).loss(0.1);
        return simulation(conditions, (simulation, network) -> {
            for (String name : List.of("a", "b", "c")) network.node(name, server);
            Nemesis.on(network)
                    .crashes(6, SECOND.multipliedBy(2), SECOND)
                    .partitions(6, SECOND.multipliedBy(2), SECOND);
            Endpoint<String> client = network.endpoint("client");
            simulation
                    .submit("client", Fibers.run(fiber -> {
                        for (int i = 0; i < 5; i++) {
                            String set = "set " + i;
                            while (!ask(client, fiber, set).equals(set)) {}
                            fiber.sleep(SECOND.dividedBy(4));
                            String got = "";
                            while (got.isEmpty()) got = ask(client, fiber, "get");
                            assertEquals(set, got);
                        }
                    }))
                    .join();
        });
    }

    private static String ask(Endpoint<String> client, Fiber fiber, String what) {
        while (client.inbox().poll() != null) {} // answers that came late
        client.send("b", what);
        try {
            return client.inbox()
                    .take(fiber, fiber.deadline(MS.multipliedBy(50)))
                    .message();
        } catch (TimeoutException lost) {
            return "";
        }
    }

    @Test
    void aFailingRunIsMadeSmallWithTheFaultsThatItNeeds() {
        SimulationFailure found =
                assertThrows(SimulationFailure.class, () -> forgetful().check(1000));
        Run smallest = found.smallest();
        List<String> faults = smallest.trace().stream()
                .map(TraceEvent::name)
                .filter(name -> name.startsWith("crash") || name.startsWith("partition"))
                .distinct()
                .toList();
        assertTrue(faults.contains("crash of b"), smallest::table);
        assertTrue(faults.size() <= 3, smallest::table); // of twelve
        assertTrue(smallest.schedule().tasks() <= 15, smallest::table);
        assertTrue(forgetful().replay(smallest.schedule()).hasFailed());
    }

    @Test
    void theSameSeedIsTheSameRun() {
        Simulation forgetful = forgetful();
        Set<Long> hashes = new TreeSet<>();
        for (long seed = 0; seed < 20; seed++) {
            forgetful.checkDeterminism(seed);
            hashes.add(forgetful.run(seed).traceHash());
        }
        assertEquals(20, hashes.size());
    }

    /** Committed, and tested on several JDKs: the same seed gives the same faults on each. */
    @Test
    void theHashesAreThoseOfTheFirstTime() {
        Conditions conditions = Conditions.perfect()
                .delay(MS, MS.multipliedBy(20))
                .loss(0.1)
                .duplication(0.1)
                .reordering(0.3)
                .clocks(SECOND, 0.1);
        Simulation simulation = simulation(conditions, (office, network) -> {
            for (String name : List.of("a", "b", "c")) {
                int[] sent = {0};
                network.node(name, endpoint -> (Task<Void>) worker -> {
                    for (String other : List.of("a", "b", "c")) endpoint.send(other, name + sent[0]++);
                    return Step.await(endpoint.deadline(MS.multipliedBy(50)));
                });
            }
            Nemesis.on(network).crashes(3, SECOND, SECOND).partitions(2, SECOND, SECOND);
            office.runFor(SECOND.multipliedBy(2));
        });
        assertEquals(
                "[8ea4ec321b0926bd, 3c43d94a87e17bdb, 34e5e0cc4766dbe1, ac5b76a1a3e5d685]",
                LongStream.range(0, 4)
                        .mapToObj(seed -> Long.toHexString(simulation.run(seed).traceHash()))
                        .toList()
                        .toString());
    }
}
