package dev.secretariat.reports;

import java.time.Duration;

/** Something that must not stand still for long. Called by the watch's thread, one call at a time. */
public interface Watched {
    /** Returns a number that is another one each time that something has happened. */
    long pulse();

    /** Returns how long it may stand still. */
    Duration patience();

    /**
     * Says that it stands still.
     *
     * @param howLong so far
     */
    void tell(Duration howLong);

    /**
     * Ends it where that can be done, as it has stood still for as long as it may. Called again, after as long again,
     * where it could not.
     *
     * @param howLong so far
     */
    void giveUp(Duration howLong);
}
