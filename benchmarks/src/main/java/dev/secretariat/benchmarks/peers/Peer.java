package dev.secretariat.benchmarks.peers;

import java.util.Arrays;
import java.util.List;

/** Who takes part. Not everyone takes part in everything. */
public enum Peer {
    /** Ourselves. */
    SECRETARIAT("secretariat", "Secretariat's own schedulers"),
    /** The executor that the JDK recommends for asynchronous tasks. */
    FJP("fjp", "ForkJoinPool.execute in async mode"),
    /** The same in its default mode. */
    FJP_LIFO("fjp-lifo", "ForkJoinPool.execute in LIFO mode"),
    /** The same in an expert's hands. */
    FJP_FORK("fjp-fork", "ForkJoinPool in async mode, tasks that are ForkJoinTasks and fork"),
    /** The classic. */
    TPE("tpe", "ThreadPoolExecutor with a LinkedBlockingQueue"),
    /** The JDK's threads without threads. */
    VIRTUAL("virtual", "virtual threads, on JDK 21 and later"),
    /** Kotlin's default. */
    KOTLIN("kotlin", "Kotlin coroutines on Dispatchers.Default"),
    /** Scala's. */
    CATS("cats", "Cats Effect's work-stealing compute pool, as an Executor"),
    /** Reactor's. */
    REACTOR("reactor", "Reactor's parallel scheduler"),
    /** One thread that takes turns. */
    SINGLE_THREAD("single-thread", "a single-thread executor"),
    /** Kotlin's event loop. */
    KOTLIN_LOOP("kotlin-loop", "Kotlin coroutines in runBlocking"),
    /** The floor. */
    RING("ring", "an ArrayDeque of runnables and a loop: the floor, not a scheduler"),
    /** The JDK's timers. */
    STPE("stpe", "ScheduledThreadPoolExecutor that removes cancelled tasks"),
    /** The same, removing many at once. */
    STPE_PURGE("stpe-purge", "ScheduledThreadPoolExecutor that is purged after each batch"),
    /** The floor of a computation. */
    SEQUENTIAL("sequential", "the same computation without forks, on one thread"),
    /** What the pool was made for. */
    FJP_ACTION("fjp-action", "ForkJoinPool, a RecursiveAction with primitive fields for each fork"),
    /** The same, as one writes it first. */
    FJP_TASK("fjp-task", "ForkJoinPool, a RecursiveTask with a boxed result for each fork"),
    /** The same in an expert's hands. */
    FJP_SURPLUS("fjp-surplus", "ForkJoinPool, forking only if getSurplusQueuedTaskCount() is small"),
    /** The JDK's parallel streams. */
    STREAM("stream", "a parallel stream in a ForkJoinPool"),
    /** The JDK's parallel sort. */
    PARALLEL_SORT("parallel-sort", "Arrays.parallelSort in a ForkJoinPool");

    private final String id;
    private final String about;

    Peer(String id, String about) {
        this.id = id;
        this.about = about;
    }

    /** What the command line and the results call it. */
    public String id() {
        return id;
    }

    /** What it is, in a few words. */
    public String about() {
        return about;
    }

    /** Whether the running JDK has it. */
    public boolean isHere() {
        return this != VIRTUAL || Runtime.version().feature() >= VirtualThreads.SINCE;
    }

    /**
     * The peer of an id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Peer of(String id) {
        return Arrays.stream(values())
                .filter(peer -> peer.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown peer '" + id + "'; there are " + ids()));
    }

    private static List<String> ids() {
        return Arrays.stream(values()).map(Peer::id).toList();
    }
}
