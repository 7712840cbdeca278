package dev.secretariat.simulation.net;

import dev.secretariat.Submission;
import dev.secretariat.simulation.SimulationScheduler;
import dev.secretariat.simulation.net.Delivery.Fate;
import dev.secretariat.sync.ChannelClosedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;

/**
 * The way from one node to another. Each message that is not lost at once is a task that brings it.
 *
 * <p>Those that come in order are given times that rise. That alone does not keep their order, as tasks whose time has come may have to wait for a worker, and
 * then run in any order, or never, in a run that is made small. So each brings along those before it.
 */
final class Link<M> {
    /** In so many parts a range of time is divided, so that times in a trace are short; and two are the same now and then. */
    private static final int PARTS = 1000;

    private final Network<M> network;
    private final SimulationScheduler simulation;
    private final Station<M> from;
    private final Station<M> to;

    /** One for all, as each message has two names at most in a trace. */
    private final Submission submission;

    /** Those that come in order and have not come, in that order, in which their times rise. */
    private final Deque<Delivery<M>> inOrder = new ArrayDeque<>();

    /** When the last of those comes. */
    private long lastNanos = -1;

    // What a fault depends on: the sender's start that a message belongs to, and which one it is since.
    private int incarnation;
    private long number;

    Link(Network<M> network, Station<M> from, Station<M> to) {
        this.network = network;
        this.simulation = network.simulation();
        this.from = from;
        this.to = to;
        this.submission = Submission.named(from.name + " -> " + to.name);
    }

    void send(M message) {
        if (incarnation != from.incarnation) {
            incarnation = from.incarnation;
            number = 0;
        }
        number++;
        network.counters.sent++;
        if (network.isCut(from.name, to.name)) {
            network.counters.cut++;
            return;
        }
        Conditions conditions = from == to ? Conditions.perfect() : network.conditions();
        Envelope<M> envelope = new Envelope<>(from.name, to.name, message);
        launch(envelope, conditions, 0);
        if (!strikes(Purpose.DUPLICATION, conditions.duplication(), 0)) return;
        network.counters.duplicated++;
        launch(envelope, conditions, 1);
    }

    /**
     * Sends a message on its way.
     *
     * @param copy 0 for the first, 1 for the second
     */
    private void launch(Envelope<M> envelope, Conditions conditions, int copy) {
        if (strikes(Purpose.LOSS, conditions.loss(), copy)) {
            network.counters.lost++;
            return;
        }
        long min = conditions.minDelay().toNanos();
        long range = conditions.maxDelay().toNanos() - min;
        long part = range == 0
                ? 0
                : Purpose.DELAY.draw(simulation, PARTS + 1, from.number(), to.number(), incarnation, number, copy);
        long now = simulation.ticker().nanos();
        long comes = now + min + (range < PARTS ? range * part / PARTS : range / PARTS * part);
        boolean ordered = copy == 0 && !strikes(Purpose.REORDERING, conditions.reordering(), copy);
        Delivery<M> delivery = new Delivery<>(envelope, ordered, this);
        if (ordered) {
            if (comes <= lastNanos) comes = lastNanos + Math.max(1, range / PARTS);
            lastNanos = comes;
            inOrder.add(delivery);
        }
        schedule(delivery, Duration.ofNanos(comes - now));
    }

    private boolean strikes(Purpose purpose, double probability, int copy) {
        return probability > 0
                && purpose.fraction(simulation, from.number(), to.number(), incarnation, number, copy) < probability;
    }

    private void schedule(Delivery<M> delivery, Duration delay) {
        try {
            simulation.schedule(submission, delivery, delay);
        } catch (RejectedExecutionException refused) {
            if (simulation.isClosing()) {
                throw new IllegalStateException(
                        "'" + from.name + "' sends a message after the program has returned, or closed the simulation;"
                                + " let the program wait until its nodes have done their work, and close the network then",
                        refused);
            }
            inOrder.remove(delivery);
            network.counters.lost++; // by a fault of the simulation's
        }
    }

    /** Brings a message, whose time has come; says what has become of it. */
    Object come(Delivery<M> delivery) {
        if (delivery.isInOrder) {
            for (Delivery<M> next = inOrder.remove(); next != delivery; next = inOrder.remove()) bring(next);
        }
        return bring(delivery);
    }

    private Object bring(Delivery<M> delivery) {
        delivery.settle();
        M message = delivery.envelope.message();
        Endpoint<M> receiver = to.endpoint;
        if (network.isCut(from.name, to.name)) {
            network.counters.cut++;
            return new Fate("is cut off", message);
        }
        if (receiver == null) {
            network.counters.missed++;
            return new Fate("finds '" + to.name + "' down", message);
        }
        try {
            receiver.deliver(delivery.envelope);
        } catch (ChannelClosedException closed) {
            network.counters.missed++;
            return new Fate("finds the inbox of '" + to.name + "' closed", message);
        }
        network.counters.delivered++;
        return message;
    }
}
