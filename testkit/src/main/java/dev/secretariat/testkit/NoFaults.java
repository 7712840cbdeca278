package dev.secretariat.testkit;

import dev.secretariat.simulation.Faults;
import java.util.function.Supplier;

/** The faults of a {@link SimulationTest} that names none. */
final class NoFaults implements Supplier<Faults> {
    @Override
    public Faults get() {
        return Faults.none();
    }
}
