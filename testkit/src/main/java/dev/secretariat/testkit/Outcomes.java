package dev.secretariat.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run of a {@link SimulationTest} has come to, to be compared with other runs. */
public final class Outcomes {
    private final List<@Nullable Object> values = new ArrayList<>();

    Outcomes() {}

    /**
     * Adds a value to the outcome of this run. Called by the test's own thread.
     *
     * @param value compared by {@code equals}
     */
    public void add(@Nullable Object value) {
        values.add(value);
    }

    /** Copies them as they are now. */
    List<@Nullable Object> copy() {
        return new ArrayList<>(values);
    }

    /** Returns the values of this run so far. */
    public List<@Nullable Object> values() {
        return Collections.unmodifiableList(values);
    }
}
