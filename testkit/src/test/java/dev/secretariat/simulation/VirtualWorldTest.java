package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Task;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The clock, the random numbers and the UUIDs of a simulation. */
class VirtualWorldTest {
    @Test
    void theClockShowsVirtualTime() {
        SimulationScheduler simulation = SimulationScheduler.builder().build();
        Clock clock = simulation.clock();
        assertEquals(Instant.parse("2000-01-01T00:00:00Z"), clock.instant());
        simulation.runFor(Duration.ofHours(36));
        assertEquals(Instant.parse("2000-01-02T12:00:00Z"), clock.instant());
        Clock abroad = clock.withZone(ZoneId.of("Europe/Berlin"));
        assertEquals(clock.instant(), abroad.instant());
        assertEquals(ZoneId.of("Europe/Berlin"), abroad.getZone());
        assertEquals(clock, simulation.clock());
        assertNotEquals(clock, abroad);
        assertEquals("virtual clock, 2000-01-02T12:00:00Z, Z", clock.toString());
    }

    @Test
    void randomNumbersFollowFromTheSeed() {
        SimulationScheduler one = SimulationScheduler.builder().seed(5).build();
        SimulationScheduler same = SimulationScheduler.builder().seed(5).build();
        SimulationScheduler other = SimulationScheduler.builder().seed(6).build();
        long number = one.random().nextLong();
        assertEquals(number, same.random().nextLong());
        assertNotEquals(number, other.random().nextLong());
        UUID id = one.uuid();
        assertEquals(id, same.uuid());
        assertNotEquals(id, one.uuid());
        assertEquals(4, id.version());
        assertEquals(2, id.variant());
    }

    @Test
    void anExplorationSaysThatTheyWereOfOneSeed() {
        Exploration found = Simulation.of(it -> it.submit(Task.run(it::uuid))).explore(0, 10);
        assertTrue(found.omits(Omission.Kind.RANDOM_NUMBERS), found.toString());
    }
}
