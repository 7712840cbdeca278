package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The same seed gives the same run on every JDK: these hashes are committed, and tested on several. */
class GoldenTracesTest {
    /** Steps, waits, sleeps, children, random numbers, costs and faults. */
    private static void office(SimulationScheduler simulation) {
        for (int i = 0; i < 5; i++) simulation.submit("clerk " + i, new Clerk());
        simulation.run();
    }

    private static final class Clerk implements Task<Void> {
        private int steps;
        private TaskHandle<Integer> errand;

        @Override
        public Step<Void> step(Worker worker) {
            if (++steps > 12) return Step.done();
            if (errand != null && !errand.isDone()) return Step.await(errand);
            Cost.spend(worker, Duration.ofMillis(worker.random().nextInt(1, 50)));
            switch (worker.random().nextInt(3)) {
                case 0 -> {
                    return Step.sleep(Duration.ofMillis(worker.random().nextLong(100)));
                }
                case 1 -> {
                    errand = worker.submit("errand", Task.call(() -> 1));
                    return Step.await(errand);
                }
                default -> {
                    return Step.yieldNow();
                }
            }
        }
    }

    private static String hashes(Simulation simulation) {
        return LongStream.range(0, 4)
                .mapToObj(seed -> Long.toHexString(simulation.run(seed).traceHash()))
                .toList()
                .toString();
    }

    @Test
    void theHashesAreThoseOfTheFirstTime() {
        Simulation simulation = Simulation.of(GoldenTracesTest::office).workers(3);
        Faults faults = Faults.none()
                .lateTimers(0.2, Duration.ofMillis(5))
                .slowSteps(0.1, Duration.ofMillis(20))
                .spuriousWakes(0.1);
        String all = String.join(
                "\n",
                hashes(simulation),
                hashes(simulation.policy(Policy.pct(3, 60))),
                hashes(simulation.policy(Policy.inTurn())),
                hashes(simulation.faults(faults)));
        assertEquals("""
                [4edd90c971919cf, f2b64333518122df, b5df4a8c09699845, 74b145eaf21f38b]
                [77d413c36a1eb5fc, 32b1be3b42ad4d4f, 9e64ad28f9906d1d, e9f807ab28e564ae]
                [bd947820a8775f75, c5396110492f6b6, d2b9f7d4f9f334a0, 8473bd747483ec37]
                [80a9def1908e96c1, 69096a450838fab0, 7c5bbe209340c2ca, ebf5ac3739b115dc]""", all);
    }
}
