package dev.secretariat.simulation.net;

import dev.secretariat.simulation.Machine;
import java.time.Duration;
import java.util.Objects;

/**
 * A node, as a test has it in its hand: to crash it, to start it again and to set its clock. What its program has of it is an {@link Endpoint}.
 *
 * <p>Belongs to the simulation's thread.
 *
 * @param <M> the type of the messages
 */
public final class Node<M> {
    private final Network<M> network;
    private final Station<M> station;
    private Program<M> program;

    Node(Network<M> network, Station<M> station, Program<M> program) {
        this.network = network;
        this.station = station;
        this.program = program;
    }

    /** Returns its name. */
    public String name() {
        return station.name;
    }

    /** Returns whether it is up: from a start to the next crash, even if its program has ended. */
    public boolean isUp() {
        return station.endpoint != null;
    }

    /**
     * Crashes it. Its tasks never run again, as a {@linkplain Machine#kill killed} machine's do not; what is in its memory and in its inbox is lost, and of its {@linkplain Stored stored values} what was not
     * synced may be. What it has sent is under way still.
     *
     * @throws IllegalStateException if it is down
     */
    public void crash() {
        network.checkOpen();
        if (!isUp()) {
            throw new IllegalStateException(this + " is down already; restart() lets it begin again");
        }
        halt();
        int unsynced = station.disk.unsynced();
        station.disk.crash(
                (int) Purpose.UNSYNCED.draw(network.simulation(), unsynced + 1, station.number(), station.incarnation));
    }

    /** Stops it where it stands. */
    void halt() {
        Machine machine = station.machine;
        station.machine = null;
        station.endpoint = null;
        if (machine != null) machine.kill();
    }

    /**
     * Lets it begin anew, with what is on its disk.
     *
     * @throws IllegalStateException if it is up
     */
    public void restart() {
        restart(program);
    }

    /**
     * Lets it begin anew with another program: a later version of it, say.
     *
     * @param other what it runs from now on, after later crashes, too
     * @throws IllegalStateException if it is up
     */
    public void restart(Program<M> other) {
        Objects.requireNonNull(other, "program");
        network.checkOpen();
        if (isUp()) throw new IllegalStateException(this + " is up; crash() it first");
        program = other;
        begin();
    }

    void begin() {
        station.incarnation++;
        String name = station.name + (station.incarnation == 1 ? "" : " (" + station.incarnation + ")");
        Machine machine = network.simulation().machine(name);
        Endpoint<M> endpoint = new Endpoint<>(network, station);
        station.machine = machine;
        station.endpoint = endpoint; // now, since the program may ask it for what is on the disk
        boolean hasBegun = false;
        try {
            machine.submit(name, Objects.requireNonNull(program.begin(endpoint), "the program's task"));
            hasBegun = true;
        } finally {
            if (!hasBegun) halt();
        }
    }

    /**
     * Sets its wall clock forward or back, as an administrator would; the {@linkplain Endpoint#ticker ticker} goes on as it was.
     *
     * @param by how far; negative for back
     */
    public void shiftClock(Duration by) {
        station.time.shift(Objects.requireNonNull(by, "by"));
    }

    /** Returns how often it has begun. */
    int incarnation() {
        return station.incarnation;
    }

    @Override
    public String toString() {
        return "node '" + station.name + "'";
    }
}
