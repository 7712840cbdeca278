package dev.secretariat.spi;

/** Why a task became ready. */
public enum Reason {
    /** It was submitted. */
    SUBMITTED,
    /** What it waited for has come, or it was asked to cancel. */
    WOKEN,
    /** Its step returned {@code yieldNow()}. */
    YIELDED,
    /** Its sleep or delay may be over. */
    TIMER
}
