package dev.secretariat.examples.executors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.simulation.SimulationScheduler;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Hours pass in milliseconds, and always in the same way. */
class HeartbeatTest {
    private final SimulationScheduler simulation = SimulationScheduler.builder().build();
    private final ScheduledExecutorService executor = simulation.asExecutorService();
    private final AtomicInteger alarms = new AtomicInteger();
    private final Heartbeat heartbeat = new Heartbeat(executor, Duration.ofSeconds(30), alarms::incrementAndGet);

    @Test
    void aSteadyHeartRaisesNoAlarm() {
        ScheduledFuture<?> heart = executor.scheduleAtFixedRate(heartbeat::beat, 20, 20, TimeUnit.SECONDS);
        simulation.runFor(Duration.ofHours(24));
        assertEquals(0, alarms.get());

        heart.cancel(false);
        simulation.runFor(Duration.ofSeconds(29));
        assertEquals(0, alarms.get());
        simulation.runFor(Duration.ofSeconds(1));
        assertEquals(1, alarms.get());
        simulation.runFor(Duration.ofHours(24));
        assertEquals(1, alarms.get());
    }

    @Test
    void silenceAfterTheEndIsNoAlarm() {
        heartbeat.stop();
        simulation.runFor(Duration.ofHours(1));
        assertEquals(0, alarms.get());
    }
}
