package dev.secretariat.benchmarks.jmh;

/** How many workers a benchmark has. */
final class Processors {
    private Processors() {}

    /** Returns that many, or for 0 one a processor. */
    static int orAll(int workers) {
        return workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
    }
}
