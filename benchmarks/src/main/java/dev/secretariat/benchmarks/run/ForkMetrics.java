package dev.secretariat.benchmarks.run;

import static dev.secretariat.benchmarks.peers.Peer.FJP_ACTION;
import static dev.secretariat.benchmarks.peers.Peer.FJP_SURPLUS;
import static dev.secretariat.benchmarks.peers.Peer.FJP_TASK;
import static dev.secretariat.benchmarks.peers.Peer.PARALLEL_SORT;
import static dev.secretariat.benchmarks.peers.Peer.SECRETARIAT;
import static dev.secretariat.benchmarks.peers.Peer.SECRETARIAT_ASKING;
import static dev.secretariat.benchmarks.peers.Peer.SEQUENTIAL;
import static dev.secretariat.benchmarks.peers.Peer.STREAM;
import static dev.secretariat.benchmarks.run.Trait.LARGE_HEAP;
import static dev.secretariat.benchmarks.run.Trait.ON_DEMAND;
import static dev.secretariat.benchmarks.run.Trait.QUICK;
import static dev.secretariat.benchmarks.run.Trait.SCALES;

import dev.secretariat.benchmarks.jmh.ForkBenchmark;
import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.peers.forks.Kernel;
import java.util.List;
import java.util.Map;

/** The metrics of fork and join. */
final class ForkMetrics {
    private static final List<Peer> RECURSIVE = List.of(SEQUENTIAL, FJP_ACTION);
    private static final List<Peer> ASKING = List.of(SEQUENTIAL, SECRETARIAT, FJP_SURPLUS);
    private static final List<Peer> BOXED = List.of(FJP_TASK, FJP_SURPLUS);
    private static final List<Peer> SORTS = List.of(SEQUENTIAL, FJP_ACTION, STREAM, PARALLEL_SORT);
    private static final List<Peer> LOOPS = List.of(SEQUENTIAL, FJP_ACTION, FJP_SURPLUS, STREAM);

    private static final List<Peer> LIBRARY_SORTS = List.of(SEQUENTIAL, PARALLEL_SORT);
    private static final List<Peer> LIBRARY_LOOPS = List.of(SEQUENTIAL, STREAM);

    private static final double HALF = 0.5;

    static final List<Metric> ALL = List.of(
            fib("fib30", 30).with(QUICK),
            fib("fib35", 35).with(SCALES),
            asking(fib("fib30Asking", 30)).with(QUICK),
            asking(fib("fib35Asking", 35)).with(SCALES),
            boxedFib("fibBoxed30", 30),
            boxedFib("fibBoxed35", 35).with(ON_DEMAND),
            longFib("fibLong30", 30),
            longFib("fibLong35", 35),
            metric("treeSum1023", "1024 times the sum of a tree of 1,023 nodes", Kernel.TREE_SUM, 1023, RECURSIVE),
            largeTree("treeSum16M"),
            asking(largeTree("treeSum16MAsking")),
            queens("nqueens12", 12).with(SCALES),
            queens("nqueens14", 14).with(ON_DEMAND, SCALES),
            asking(queens("nqueens12Asking", 12)).with(SCALES),
            asking(queens("nqueens14Asking", 14)).with(ON_DEMAND),
            uts("uts").with(SCALES),
            asking(uts("utsAsking")),
            integral("integrate"),
            asking(integral("integrateAsking")).with(QUICK),
            metric("matrix", "product of two matrices of 1024 x 1024 doubles", Kernel.MATRIX, 1024, LOOPS),
            sort("quicksort", Kernel.QUICKSORT),
            sort("mergesort", Kernel.MERGESORT),
            metric("primes", "primes below 10,000,000, a thousand numbers a fork", Kernel.PRIMES, 10_000_000, LOOPS),
            metric("sort", "10,000,000 random ints, by the libraries", Kernel.SORT, 10_000_000, LIBRARY_SORTS)
                    .atLeast(1, PARALLEL_SORT),
            shortLoop("loop1us", "4,000 loops of about a microsecond each", 250),
            shortLoop("loop10us", "400 loops of about 10 microseconds each", 2_500)
                    .with(QUICK),
            shortLoop("loop100us", "40 loops of about 100 microseconds each", 25_000),
            metric("loop1s", "one loop of about a second", Kernel.LOOP, 250_000_000, LIBRARY_LOOPS)
                    .atLeast(1, STREAM)
                    .with(SCALES));

    private ForkMetrics() {}

    /** Returns a metric in which we, and our rival, fork only where that is worthwhile. */
    private static Metric asking(Metric metric) {
        return metric(metric.name(), metric.about() + ", forking only if worthwhile", metric.method(), ASKING)
                .as(SECRETARIAT_ASKING)
                .with(metric.traits().toArray(Trait[]::new))
                .atLeast(1 / 1.1, SEQUENTIAL)
                .atLeast(1.15);
    }

    private static Metric fib(String name, int index) {
        return metric(name, "Fibonacci number " + index + " by recursion", Kernel.FIB, index, RECURSIVE)
                .atLeast(HALF, SEQUENTIAL)
                .atLeast(2.5);
    }

    private static Metric boxedFib(String name, int index) {
        return metric(name, "the same with boxed results", Kernel.FIB_BOXED, index, BOXED)
                .atLeast(2.5, FJP_TASK);
    }

    private static Metric longFib(String name, int index) {
        return metric(name, "the same by forks from a number to a number", Kernel.FIB_LONG, index, RECURSIVE)
                .atLeast(HALF, SEQUENTIAL)
                .atLeast(2.5);
    }

    private static Metric shortLoop(String name, String about, int size) {
        return metric(name, about, Kernel.LOOP, size, LIBRARY_LOOPS)
                .atLeast(1 / 1.05, SEQUENTIAL)
                .atLeast(3, STREAM);
    }

    private static Metric largeTree(String name) {
        return metric(name, "the sum of a tree of 16,777,215 nodes", Kernel.TREE_SUM, (1 << 24) - 1, RECURSIVE)
                .with(LARGE_HEAP);
    }

    private static Metric queens(String name, int edge) {
        String about = "all solutions of the problem of " + edge + " queens";
        return metric(name, about, Kernel.NQUEENS, edge, RECURSIVE);
    }

    private static Metric uts(String name) {
        return metric(name, "UTS, tree T1: 4,130,071 nodes, unbalanced, a SHA-1 each", Kernel.UTS, 10, RECURSIVE);
    }

    private static Metric integral(String name) {
        return metric(name, "x³ + x from 0 to 1000, by adaptive trapezoids", Kernel.INTEGRATE, 1000, RECURSIVE);
    }

    private static Metric sort(String name, Kernel kernel) {
        return metric(name, "10,000,000 random ints", kernel, 10_000_000, SORTS).atLeast(1, PARALLEL_SORT);
    }

    private static Metric metric(String name, String about, Kernel kernel, int size, List<Peer> peers) {
        Map<String, String> parameters = Map.of("kernel", kernel.id(), "size", Integer.toString(size));
        return metric(name, about, new BenchmarkMethod(ForkBenchmark.class, "compute", parameters), peers);
    }

    private static Metric metric(String name, String about, BenchmarkMethod method, List<Peer> peers) {
        return Metric.of(name, about, method, Unit.MILLISECONDS, peers);
    }
}
