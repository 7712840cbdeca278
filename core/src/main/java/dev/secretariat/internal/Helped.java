package dev.secretariat.internal;

/** A worker that knows what help costs: to share work with somebody who is awake costs a tenth of what it costs to wake a thread. */
public interface Helped {
    /** Returns whether somebody is awake and looks for work; a hint. */
    boolean isHelpAwake();

    /**
     * Notes that work was not shared because nobody was awake and it did not pay a wake alone; returns whether so much has come together
     * by now that it would have paid one, which is then due.
     *
     * @param nanos how long the work takes
     */
    boolean isWakeDue(long nanos);
}
