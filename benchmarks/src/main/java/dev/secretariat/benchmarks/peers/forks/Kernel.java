package dev.secretariat.benchmarks.peers.forks;

import java.util.Arrays;
import java.util.List;

/** The computations. What the size means differs from one to the other. */
public enum Kernel {
    /** Fibonacci numbers, forks without results. The size is the number's index. */
    FIB("fib"),
    /** The same with boxed results. */
    FIB_BOXED("fibBoxed"),
    /** The same by forks from a number to a number. */
    FIB_LONG("fibLong"),
    /** The sum of a balanced tree. The size is the number of nodes, one less than a power of two. */
    TREE_SUM("treeSum"),
    /** All ways to place queens. The size is that of the board's edge. */
    NQUEENS("nqueens"),
    /** The size of the unbalanced tree T1. The size of the kernel is the depth of that tree, 10 in the original. */
    UTS("uts"),
    /** An integral by trapezoids. The size is the upper bound. */
    INTEGRATE("integrate"),
    /** The product of two square matrices. The size is their edge, a multiple of 64. */
    MATRIX("matrix"),
    /** Random ints, sorted in place. The size is how many. */
    QUICKSORT("quicksort"),
    /** Random ints, sorted by merging. The size is how many. */
    MERGESORT("mergesort"),
    /** The primes below the size, a power of ten, in small chunks. */
    PRIMES("primes"),
    /** Random ints, sorted by a call of the library. The size is how many. */
    SORT("sort"),
    /** A tight loop, by a call of the library. The size is how many indices it has. */
    LOOP("loop");

    private final String id;

    Kernel(String id) {
        this.id = id;
    }

    /** Returns what JMH's parameter and the results call it. */
    public String id() {
        return id;
    }

    /**
     * Returns the kernel with an id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Kernel of(String id) {
        return Arrays.stream(values())
                .filter(kernel -> kernel.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown kernel '" + id + "'; there are " + ids()));
    }

    Problem problem(int size) {
        return switch (this) {
            case FIB -> new Fib(size);
            case FIB_BOXED -> new BoxedFib(size);
            case FIB_LONG -> new LongFib(size);
            case TREE_SUM -> new TreeSum(size);
            case NQUEENS -> new Queens(size);
            case UTS -> new Uts(size);
            case INTEGRATE -> new Integral(size);
            case MATRIX -> new Matrix(size);
            case QUICKSORT -> new Quicksort(size);
            case MERGESORT -> new Mergesort(size);
            case PRIMES -> new Primes(size);
            case SORT -> new LibrarySort(size);
            case LOOP -> new TightLoop(size);
        };
    }

    private static List<String> ids() {
        return Arrays.stream(values()).map(Kernel::id).toList();
    }
}
