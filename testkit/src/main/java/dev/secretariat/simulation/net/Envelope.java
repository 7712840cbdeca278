package dev.secretariat.simulation.net;

import java.util.Objects;

/**
 * A message as it comes to a node.
 *
 * @param from the name of the node that has sent it
 * @param to the name of the one that it comes to
 * @param message what was sent: the same object, not a copy
 */
public record Envelope<M>(String from, String to, M message) {
    /** An envelope. */
    public Envelope {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(message, "message");
    }
}
