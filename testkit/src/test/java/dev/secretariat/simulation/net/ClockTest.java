package dev.secretariat.simulation.net;

import static dev.secretariat.simulation.net.NetworkTest.simulation;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Task;
import dev.secretariat.fiber.Fibers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Clocks of nodes: right on a perfect network, and wrong within bounds elsewhere. */
class ClockTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void onAPerfectNetworkAllClocksAreRight() {
        NetworkTest.check((simulation, network) -> {
            Endpoint<String> a = network.endpoint("a");
            simulation.runFor(HOUR);
            assertEquals(Instant.EPOCH.plus(HOUR), a.clock().instant());
            assertEquals(HOUR.toNanos(), a.ticker().nanos());
            assertEquals(HOUR, a.deadline(HOUR).remaining());
        });
    }

    @Test
    void elsewhereEachIsWrongInItsOwnWayWithinTheBounds() {
        Set<Long> readings = new HashSet<>();
        Conditions conditions = Conditions.perfect().clocks(Duration.ofSeconds(2), 0.01);
        for (long seed = 0; seed < 20; seed++) {
            simulation(conditions, (simulation, network) -> {
                        Endpoint<String> a = network.endpoint("a");
                        Endpoint<String> b = network.endpoint("b");
                        simulation.runFor(HOUR);
                        for (Endpoint<String> each : Set.of(a, b)) {
                            readings.add(each.ticker().nanos());
                            double tooMuch = (each.ticker().nanos() - HOUR.toNanos()) / (double) HOUR.toNanos();
                            assertTrue(Math.abs(tooMuch) <= 0.01, () -> "drift " + tooMuch);
                            Duration wrong = Duration.between(
                                    Instant.EPOCH.plusNanos(each.ticker().nanos()),
                                    each.clock().instant());
                            assertTrue(wrong.abs().compareTo(Duration.ofSeconds(2)) <= 0, wrong::toString);
                        }
                    })
                    .run(seed)
                    .failure()
                    .ifPresent(failure -> {
                        throw new AssertionError(failure);
                    });
        }
        assertEquals(40, readings.size());
    }

    @Test
    void aDeadlineComesWhenTheNodesOwnClockSaysSo() {
        simulation(Conditions.perfect().clocks(Duration.ZERO, 0.5), (simulation, network) -> {
                    network.node(
                            "a",
                            endpoint -> Fibers.run(fiber -> {
                                long begin = endpoint.ticker().nanos();
                                fiber.await(endpoint.deadline(HOUR));
                                long passed = endpoint.ticker().nanos() - begin;
                                assertTrue(
                                        passed >= HOUR.toNanos() && passed <= HOUR.toNanos() + 2,
                                        () -> "passed: " + passed);
                                assertTrue(endpoint.deadline(Duration.ofSeconds(-1))
                                        .isPast());
                                assertEquals(
                                        fiber.deadline(Duration.ofSeconds(Long.MAX_VALUE))
                                                .remaining(),
                                        endpoint.deadline(Duration.ofSeconds(Long.MAX_VALUE))
                                                .remaining());
                            }));
                    simulation.run();
                })
                .check(20);
    }

    @Test
    void aWallClockMayJumpAndATickerDoesNot() {
        NetworkTest.check((simulation, network) -> {
            Endpoint<?>[] endpoint = new Endpoint<?>[1];
            Node<String> node = network.node("a", own -> {
                endpoint[0] = own;
                return Task.run(() -> {});
            });
            Clock clock = endpoint[0].clock();
            simulation.runFor(HOUR);
            node.shiftClock(HOUR.multipliedBy(-2));
            assertEquals(Instant.EPOCH.minus(HOUR), clock.instant());
            assertEquals(HOUR.toNanos(), endpoint[0].ticker().nanos());
            assertEquals(ZoneOffset.UTC, clock.getZone());
            assertEquals(
                    clock.instant(), clock.withZone(ZoneId.of("Europe/Berlin")).instant());
        });
    }

    @Test
    void aTickerOfANodeBlocksNoThread() {
        NetworkTest.check((simulation, network) -> {
            Endpoint<String> a = network.endpoint("a");
            assertThrows(IllegalStateException.class, () -> a.ticker().parkUntil(this, 1));
        });
    }
}
