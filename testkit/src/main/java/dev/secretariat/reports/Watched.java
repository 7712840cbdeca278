package dev.secretariat.reports;

import java.time.Duration;

/** Something that must not stand still for long. Called by the watch's thread, one call at a time. */
public interface Watched {
    /** A number that is another one each time that something has happened. */
    long pulse();

    /** How long it may stand still. */
    Duration patience();

    /**
     * It stands still: says so.
     *
     * @param howLong so far
     */
    void tell(Duration howLong);

    /**
     * It has stood still for as long as it may: ends it where that can be done. Called again, after as long again,
     * where it could not.
     *
     * @param howLong so far
     */
    void giveUp(Duration howLong);
}
