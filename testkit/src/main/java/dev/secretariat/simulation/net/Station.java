package dev.secretariat.simulation.net;

import dev.secretariat.simulation.Machine;
import org.jspecify.annotations.Nullable;

/** What a network knows of a node, up or down: what has no part in its crashes. */
final class Station<M> {
    final String name;
    final LocalTime time;
    final Disk disk = new Disk();

    /** How often it has begun. */
    int incarnation;

    /** What it runs on; null while it is down, and always for an endpoint that does not crash. */
    @Nullable
    Machine machine;

    /** Null while it is down. */
    @Nullable
    Endpoint<M> endpoint;

    Station(String name, LocalTime time) {
        this.name = name;
        this.time = time;
    }

    /** Returns its name as a number, the same on every JDK. */
    long number() {
        return name.hashCode();
    }
}
