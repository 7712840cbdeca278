package dev.secretariat.simulation.net;

/** Counts what becomes of messages. */
final class Counters {
    long sent;
    long delivered;
    long lost;
    long duplicated;
    long cut;
    long missed;

    Traffic traffic() {
        return new Traffic(sent, delivered, lost, duplicated, cut, missed);
    }
}
