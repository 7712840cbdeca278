package dev.secretariat;

import java.util.concurrent.TimeoutException;

/**
 * Thrown by {@link Scheduler#close(java.time.Duration)} if tasks were left at the end of the time. They
 * have been asked to cancel, and may still be running.
 */
public final class CloseTimeoutException extends TimeoutException {
    private static final long serialVersionUID = 1;

    /**
     * Creates an exception for a scheduler whose tasks had not ended in time.
     *
     * @param message which tasks were left
     */
    public CloseTimeoutException(String message) {
        super(message);
    }
}
