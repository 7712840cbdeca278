package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Deadline;
import dev.secretariat.Promise;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.sync.Shared;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Texts of schedules that were cut, altered, or are of another program. */
class ScheduleFuzzTest {
    private static final String ALPHABET = "0123456789:,x@?/- \u0660a";

    /** Uses all that a schedule can hold: several workers, choices, time. */
    private static void program(SimulationScheduler simulation) {
        Shared<Integer> shared = new Shared<>(0);
        Promise<Integer> promise = new Promise<>();
        Deadline deadline = simulation.deadline(Duration.ofSeconds(1));
        for (int i = 0; i < 3; i++) {
            simulation.submit(Fibers.task(fiber -> {
                int read = shared.get();
                shared.set(read + 1);
                if (simulation.choose(3) == 1) promise.succeed(read);
                return fiber.awaitAny(promise, deadline);
            }));
        }
    }

    private static String altered(String text, Random random) {
        StringBuilder altered = new StringBuilder(text);
        for (int changes = 1 + random.nextInt(3); changes > 0 && altered.length() > 0; changes--) {
            int at = random.nextInt(altered.length());
            char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(4)) {
                case 0 -> altered.setLength(at);
                case 1 -> altered.deleteCharAt(at);
                case 2 -> altered.insert(at, other);
                default -> altered.setCharAt(at, other);
            }
        }
        return altered.toString();
    }

    /** A task that is left out, and that there is not, is not missed. */
    private static String withoutLeftOut(Schedule schedule) {
        return schedule.toString().replaceFirst("/.*", "");
    }

    @Test
    void eachIsReadOrRefusedAndRunOrFoundToDiffer() {
        Simulation simulation =
                Simulation.of(ScheduleFuzzTest::program).workers(2).anyTime();
        Random random = new Random(1);
        int refused = 0;
        int diverged = 0;
        int fits = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            String text = altered(simulation.run(seed % 50).schedule().toString(), random);
            Schedule schedule;
            try {
                schedule = Schedule.parse(text);
            } catch (IllegalArgumentException wrong) {
                assertTrue(wrong.getMessage().startsWith("not a schedule, since "), wrong.getMessage());
                refused++;
                continue;
            }
            assertEquals(schedule, Schedule.parse(schedule.toString()), text);
            Run run = simulation.replay(schedule);
            if (run.hasFailed()) {
                Throwable failure = run.failure().orElseThrow();
                assertTrue(failure instanceof DivergedError || failure instanceof DeadlockError, text + ": " + failure);
                diverged++;
            } else {
                assertEquals(withoutLeftOut(schedule), withoutLeftOut(run.schedule()), text);
                fits++;
            }
        }
        assertTrue(refused > 500 && diverged > 500 && fits > 10, refused + ", " + diverged + ", " + fits);
    }
}
