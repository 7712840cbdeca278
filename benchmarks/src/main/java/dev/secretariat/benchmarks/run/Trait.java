package dev.secretariat.benchmarks.run;

/** What is special about a metric. */
public enum Trait {
    /** It is among the few of a quick run. */
    QUICK,
    /** Its figures on several numbers of workers are compared with each other. */
    SCALES,
    /** It holds hundreds of megabytes. */
    LARGE_HEAP,
    /** It has one thread: there is no number of workers to choose. */
    ONE_THREAD,
    /** It needs the options of the JVM that carriers of fibers need. */
    FIBERS,
    /** It is left out unless it is asked for by name. */
    ON_DEMAND
}
