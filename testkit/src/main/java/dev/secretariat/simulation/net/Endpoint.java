package dev.secretariat.simulation.net;

import dev.secretariat.Deadline;
import dev.secretariat.Ticker;
import dev.secretariat.sync.Channel;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/**
 * What a node has of the network, from one start to the next crash: an inbox, a way to send, a clock and a disk.
 *
 * <p>Belongs to the simulation's thread. Once the node has crashed, whatever still holds this may do nothing with it but ask for its name: each other method throws an
 * IllegalStateException, as each does when the network is closed; it is not repeated below.
 *
 * @param <M> the type of the messages
 */
public final class Endpoint<M> {
    private final Network<M> network;
    private final Station<M> station;
    private final Channel<Envelope<M>> inbox = Channel.unbounded();

    Endpoint(Network<M> network, Station<M> station) {
        this.network = network;
        this.station = station;
    }

    /** Returns the node's name. */
    public String name() {
        return station.name;
    }

    /**
     * Sends a message, and goes on: whether it comes, and when, is the network's affair. It comes as the same object: if the sender changes it
     * later, so it does for the receiver, which no network does. So send what is immutable, or a copy.
     *
     * @param to the name of a node or endpoint; its own, too
     * @param message the message
     * @throws IllegalArgumentException if nobody is called that
     */
    public void send(String to, M message) {
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(message, "message");
        check();
        network.send(station, to, message);
    }

    /**
     * Returns what messages come in. There is always room in it. A node that closes it gets no more.
     */
    public Channel<Envelope<M>> inbox() {
        check();
        return inbox;
    }

    // ---- Time ----

    /**
     * Returns the node's own clock, as {@link System#nanoTime} would be: it may go too fast or too slow, but never back. Unlike this, {@link
     * dev.secretariat.Worker#ticker} and {@link dev.secretariat.fiber.Fiber#sleep} go by the time as it is.
     */
    public Ticker ticker() {
        check();
        return station.time;
    }

    /** Returns the node's wall clock, which may be wrong besides, and may jump; right ones begin at the epoch. */
    public Clock clock() {
        check();
        return station.time.wall();
    }

    /**
     * Makes a deadline by the node's own clock: too early or too late, as that goes.
     *
     * @param delay how far from now, by that clock
     */
    public Deadline deadline(Duration delay) {
        Objects.requireNonNull(delay, "delay");
        check();
        return network.simulation().deadline(station.time.real(delay));
    }

    // ---- The disk ----

    /**
     * Returns a value on the node's disk.
     *
     * @param key by which it is found again after a crash
     * @param initial what it is where none was ever stored
     */
    public <T> Stored<T> stored(String key, T initial) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(initial, "initial");
        check();
        return new Stored<>(station.disk, station.disk.cell(key, initial), this::check);
    }

    /** Sees to it that all that was {@linkplain Stored#set set} survives a crash. Takes no time: let a sleep take it, where that matters. */
    public void sync() {
        check();
        station.disk.sync();
    }

    private void check() {
        network.checkOpen();
        if (station.endpoint == this) return;
        throw new IllegalStateException("node '" + station.name
                + "' has crashed, and this was its endpoint before; what it begins anew is given another one");
    }

    /** Takes a message in, or throws, if it is closed. */
    void deliver(Envelope<M> envelope) {
        inbox.offer(envelope);
    }

    @Override
    public String toString() {
        return "endpoint '" + station.name + "'";
    }
}
