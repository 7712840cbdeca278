package dev.secretariat.spi;

/** Why a task became ready. */
public enum Reason {
    /** It was submitted. */
    SUBMITTED,
    /** What it waited for has come, or it was asked to cancel. */
    WOKEN,
    /** Its step returned {@code yieldNow()}. */
    YIELDED,
    /** It could have gone on within its step, but its worker does not {@linkplain WorkerBase#runsOn run on}. */
    GOES_ON,
    /** Its sleep or delay may be over, or a deadline that it awaits has passed: its place is behind all that are ready for that. */
    TIMER
}
