package dev.secretariat.benchmarks.kernels;

/** How many workers a benchmark has. */
final class Processors {
    private Processors() {}

    /** That many, or for 0 one a processor. */
    static int orAll(int workers) {
        return workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
    }
}
