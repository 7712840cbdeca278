package dev.secretariat.benchmarks.run;

/** What is special about a metric. */
public enum Trait {
    /** It is among the few of a quick run. */
    QUICK,
    /** Its figures on several numbers of workers are compared with each other. */
    SCALES,
    /** It holds hundreds of megabytes. */
    LARGE_HEAP,
    /** It is left out unless it is asked for by name. */
    ON_DEMAND
}
