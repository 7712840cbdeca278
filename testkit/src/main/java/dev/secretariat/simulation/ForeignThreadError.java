package dev.secretariat.simulation;

/**
 * Another thread has touched a simulation, whose outcome then depends on more than the seed. The cause shows
 * where.
 */
@SuppressWarnings("serial") // not meant to be serialized
public final class ForeignThreadError extends SimulationError {
    ForeignThreadError(String message, Throwable where) {
        super(message, where);
    }
}
