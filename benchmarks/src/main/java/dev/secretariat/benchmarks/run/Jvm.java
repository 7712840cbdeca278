package dev.secretariat.benchmarks.run;

import java.util.ArrayList;
import java.util.List;

/** The arguments of the JVMs that measure; all contestants have the same. */
public final class Jvm {
    /**
     * The arguments unless the user chooses others. On a virtual machine the first touch of a page of the heap takes
     * microseconds, which would be counted against the contestant that happens to allocate there. On the other hand, each of
     * the many JVMs touches it all when it starts, some 0.3 seconds a gigabyte.
     */
    public static final List<String> DEFAULTS = List.of("-XX:+UseG1GC", "-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch");

    private static final List<String> LARGE_HEAP = List.of("-Xms4g", "-Xmx4g");

    /** To mount a fiber; and for jox, whose forks are compiled for a preview. */
    private static final List<String> FIBERS =
            List.of("--add-opens=java.base/java.lang=ALL-UNNAMED", "--enable-preview");

    private Jvm() {}

    /** Returns what a metric needs besides: the sizes of the JVM's pools, and no warnings in the log. */
    static List<String> arguments(Metric metric, int workers) {
        List<String> arguments = new ArrayList<>(List.of(
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djdk.virtualThreadScheduler.parallelism=" + workers,
                // Otherwise the JVM keeps a set of all threads that were started directly.
                "-Djdk.trackAllThreads=false",
                "-Dkotlinx.coroutines.scheduler.core.pool.size=" + workers,
                // Arrays.parallelSort divides by this, whichever pool it runs in.
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + workers));
        if (metric.is(Trait.FIBERS)) arguments.addAll(FIBERS);
        if (metric.is(Trait.LARGE_HEAP)) arguments.addAll(LARGE_HEAP);
        return arguments;
    }
}
