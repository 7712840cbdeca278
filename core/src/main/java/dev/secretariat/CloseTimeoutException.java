package dev.secretariat;

/**
 * Thrown by {@link Scheduler#close(java.time.Duration)} when tasks were left at the end of the time:
 * they have been asked to cancel, and may still be running.
 */
public final class CloseTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * For a scheduler that was not done in time.
     *
     * @param message which tasks were left
     */
    public CloseTimeoutException(String message) {
        super(message);
    }
}
