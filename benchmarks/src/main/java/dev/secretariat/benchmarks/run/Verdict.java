package dev.secretariat.benchmarks.run;

/** What can be said of us beside another. */
public enum Verdict {
    /** The whole interval is above 1. */
    BETTER("better"),
    /** The interval contains 1: that there is any difference is not shown, and the interval says how small it is. */
    EQUAL("equal"),
    /** The whole interval is below 1. */
    WORSE("worse"),
    /** There are too few pairs for an interval. */
    UNKNOWN("unknown");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /** Returns what is printed. */
    public String word() {
        return word;
    }
}
