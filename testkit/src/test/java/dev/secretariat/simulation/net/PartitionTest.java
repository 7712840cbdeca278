package dev.secretariat.simulation.net;

import static dev.secretariat.simulation.net.NetworkTest.check;
import static dev.secretariat.simulation.net.NetworkTest.simulation;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.simulation.SimulationScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a partition stops, and until when. */
class PartitionTest {
    /** Lets each of some endpoints send to each other one, and returns what came, as in {@code ab}. */
    private static List<String> exchange(SimulationScheduler simulation, Map<String, Endpoint<String>> endpoints) {
        for (Endpoint<String> from : endpoints.values()) {
            for (String to : endpoints.keySet()) if (!to.equals(from.name())) from.send(to, from.name() + to);
        }
        simulation.run();
        List<String> came = new ArrayList<>();
        for (Endpoint<String> endpoint : endpoints.values()) {
            for (Envelope<String> next; (next = endpoint.inbox().poll()) != null; ) came.add(next.message());
        }
        return came.stream().sorted().toList();
    }

    private static Map<String, Endpoint<String>> three(Network<String> network) {
        Map<String, Endpoint<String>> endpoints = new LinkedHashMap<>();
        for (String name : List.of("a", "b", "c")) endpoints.put(name, network.endpoint(name));
        return endpoints;
    }

    @Test
    void nothingComesFromOneSideToTheOther() {
        check((simulation, network) -> {
            Map<String, Endpoint<String>> endpoints = three(network);
            Partition partition = network.partition("a", "b");
            assertEquals("partition of a, b", partition.toString());
            assertEquals(List.of("ab", "ba"), exchange(simulation, endpoints));
            assertEquals(4, network.traffic().cut());
            partition.heal();
            partition.heal();
            assertEquals(6, exchange(simulation, endpoints).size());
        });
    }

    @Test
    void oneDirectionMayBeStoppedAlone() {
        check((simulation, network) -> {
            Map<String, Endpoint<String>> endpoints = three(network);
            Partition partition = network.block("a", "b");
            assertEquals(List.of("ac", "ba", "bc", "ca", "cb"), exchange(simulation, endpoints));
            assertEquals("partition from a to b", partition.toString());
        });
    }

    @Test
    void aLinkIsWholeOnceAllPartitionsThatCutItAreHealed() {
        check((simulation, network) -> {
            Map<String, Endpoint<String>> endpoints = three(network);
            Partition one = network.partition("a");
            network.partition("a", "b");
            one.heal();
            assertEquals(List.of("ab", "ba"), exchange(simulation, endpoints));
            network.heal();
            assertEquals(6, exchange(simulation, endpoints).size());
        });
    }

    @Test
    void whatIsUnderWayWhenAPartitionComesIsLost() {
        Duration second = Duration.ofSeconds(1);
        simulation(Conditions.perfect().delay(second, second), (simulation, network) -> {
                    Map<String, Endpoint<String>> endpoints = three(network);
                    endpoints.get("a").send("b", "x");
                    simulation.runFor(second.dividedBy(2));
                    Partition partition = network.partition("b");
                    simulation.run();
                    assertEquals(new Traffic(1, 0, 0, 0, 1, 0), network.traffic());
                    partition.heal();
                    assertEquals(6, exchange(simulation, endpoints).size());
                })
                .check(5);
    }
}
