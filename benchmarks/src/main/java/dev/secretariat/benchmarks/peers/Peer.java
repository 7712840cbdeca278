package dev.secretariat.benchmarks.peers;

import java.util.Arrays;
import java.util.List;

/** The contestants: ourselves, and whom we are compared with. Not everyone takes part in everything. */
public enum Peer {
    /** Ourselves. */
    SECRETARIAT("secretariat", "Secretariat's own schedulers"),
    /** Ourselves, where a computation forks only if that is worthwhile. */
    SECRETARIAT_ASKING("secretariat-asking", "Secretariat, forking only if isForkWorthwhile()"),
    /** Ourselves, with tasks that have something to do before they end cancelled. */
    SECRETARIAT_WINDS("secretariat-winds", "Secretariat, tasks with an onCancel"),
    /** Ourselves, our fibers on virtual threads that are not mounted. */
    SECRETARIAT_BATON("baton", "Secretariat, fibers on virtual threads while the worker waits", VirtualThreads.SINCE),
    /** Ourselves, our fibers on platform threads; on older JDKs that is how SECRETARIAT has them. */
    SECRETARIAT_PLATFORM_BATON("platform-baton", "Secretariat, fibers on platform threads while the worker waits", 24),
    /** Ourselves, where others are compared with tasks in steps: in fibers, on the best carrier that the JDK has. */
    SECRETARIAT_FIBERS("fibers", "Secretariat, the same as fibers"),
    /** The JDK's pool in the mode that it recommends for asynchronous tasks. */
    FJP("fjp", "ForkJoinPool.execute in async mode"),
    /** The same pool in its default mode. */
    FJP_LIFO("fjp-lifo", "ForkJoinPool.execute in LIFO mode"),
    /** The same pool with tasks of its own class, as an expert writes them. */
    FJP_FORK("fjp-fork", "ForkJoinPool in async mode, tasks that are ForkJoinTasks and fork"),
    /** The JDK's pool with one shared queue. */
    TPE("tpe", "ThreadPoolExecutor with a LinkedBlockingQueue"),
    /** The JDK's virtual threads. */
    VIRTUAL("virtual", "virtual threads", VirtualThreads.SINCE),
    /** The JDK's queues. */
    QUEUES("queues", "the JDK's blocking queues between platform threads"),
    /** The JDK's scope, which is a preview there, and may not be the same in the next one. */
    JDK_SCOPE("jdk-scope", "the JDK's StructuredTaskScope, on virtual threads", 25, 25),
    /** SoftwareMill's channels and forks. These are compiled for the previews of one JDK, and of no other. */
    JOX("jox", "jox's channels and structured concurrency, on virtual threads", 25, 25),
    /** Kotlin's default dispatcher. */
    KOTLIN("kotlin", "Kotlin coroutines on Dispatchers.Default"),
    /** The pool of Scala's Cats Effect. */
    CATS("cats", "Cats Effect's work-stealing compute pool, as an Executor"),
    /** Reactor's pool. */
    REACTOR("reactor", "Reactor's parallel scheduler"),
    /** The JDK's executor with one thread. */
    SINGLE_THREAD("single-thread", "a single-thread executor"),
    /** Kotlin's event loop. */
    KOTLIN_LOOP("kotlin-loop", "Kotlin coroutines in runBlocking"),
    /** The least that any scheduler of one thread could cost. */
    RING("ring", "an ArrayDeque of runnables and a loop: the floor, not a scheduler"),
    /** The JDK's timers, removed when they are cancelled. */
    STPE("stpe", "ScheduledThreadPoolExecutor that removes cancelled tasks"),
    /** The same timers, removed many at once. */
    STPE_PURGE("stpe-purge", "ScheduledThreadPoolExecutor that is purged after each batch"),
    /** The least that a computation could cost on one thread. */
    SEQUENTIAL("sequential", "the same computation without forks, on one thread"),
    /** What the JDK's pool was made for. */
    FJP_ACTION("fjp-action", "ForkJoinPool, a RecursiveAction with primitive fields for each fork"),
    /** The same with boxed results, as one writes it first. */
    FJP_TASK("fjp-task", "ForkJoinPool, a RecursiveTask with a boxed result for each fork"),
    /** The same with as few forks as an expert would make. */
    FJP_SURPLUS("fjp-surplus", "ForkJoinPool, forking only if getSurplusQueuedTaskCount() is small"),
    /** The JDK's parallel streams. */
    STREAM("stream", "a parallel stream in a ForkJoinPool"),
    /** The JDK's parallel sort. */
    PARALLEL_SORT("parallel-sort", "Arrays.parallelSort in a ForkJoinPool");

    private final String id;
    private final String about;

    // The JDKs that have it.
    private final int since;
    private final int until;

    Peer(String id, String about) {
        this(id, about, 0);
    }

    Peer(String id, String about, int since) {
        this(id, about, since, Integer.MAX_VALUE);
    }

    Peer(String id, String about, int since, int until) {
        this.id = id;
        this.about = about;
        this.since = since;
        this.until = until;
    }

    /** Returns what the command line and the results call it. */
    public String id() {
        return id;
    }

    /** Returns what it is, in a few words. */
    public String about() {
        return about;
    }

    /** Returns whether the running JDK has it. */
    public boolean isHere() {
        int jdk = Runtime.version().feature();
        return since <= jdk && jdk <= until;
    }

    /** Returns which JDKs have it, as in 'JDK 21 or later'; empty if all do. */
    public String jdks() {
        if (since == 0) return "";
        return "JDK " + since + (since == until ? " alone" : " or later");
    }

    /**
     * Returns the peer with an id.
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
