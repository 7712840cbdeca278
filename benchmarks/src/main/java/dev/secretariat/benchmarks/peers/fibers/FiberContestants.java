package dev.secretariat.benchmarks.peers.fibers;

import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.fiber.Carrier;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.parallel.ParallelScheduler;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.Dispatchers;

/** Opens fibers of each kind by name. */
public final class FiberContestants {
    private static final String CARRIER = "dev.secretariat.fiber.carrier";
    private static final String MAX_THREADS = "dev.secretariat.fiber.maxThreads";

    /** More than the fibers that any kernel lets wait at a time. On the platform baton each of them has a platform thread. */
    private static final String ENOUGH_THREADS = "16384";

    private FiberContestants() {}

    /**
     * Opens fibers on that many workers. Where their number is a property of the JVM, it is taken from there.
     *
     * @throws IllegalArgumentException if the peer has no fibers on several workers
     * @throws IllegalStateException if the peer is ourselves on a carrier that this JVM lacks, or if this JVM has chosen another
     */
    public static FiberContestant open(Peer peer, int workers) {
        return switch (peer) {
            case SECRETARIAT, SECRETARIAT_BATON, SECRETARIAT_PLATFORM_BATON -> {
                choose(carrier(peer));
                yield SecretariatFibers.on(
                        ParallelScheduler.builder().workers(workers).start());
            }
            case VIRTUAL -> new ThreadFibers();
            case JOX -> new JoxFibers();
            case KOTLIN -> new KotlinFibers(Dispatchers.getDefault());
            default -> throw new IllegalArgumentException(peer.id() + " has no fibers on several workers");
        };
    }

    /**
     * Opens fibers on one thread: the caller's, where they can be had there.
     *
     * @throws IllegalArgumentException if the peer has none
     * @throws IllegalStateException if the peer is ourselves on a carrier that this JVM lacks, or if this JVM has chosen another
     */
    public static FiberContestant openOnOneThread(Peer peer) {
        return switch (peer) {
            case SECRETARIAT, SECRETARIAT_BATON, SECRETARIAT_PLATFORM_BATON -> {
                choose(carrier(peer));
                yield SecretariatFibers.onThisThread();
            }
            case VIRTUAL -> new ThreadFibers();
            case JOX -> new JoxFibers();
            case KOTLIN_LOOP -> new KotlinFibers(EmptyCoroutineContext.INSTANCE);
            default -> throw new IllegalArgumentException(peer.id() + " has no fibers on one thread");
        };
    }

    /** Returns on what we are carried where we take part as that peer: as SECRETARIAT, on the best that the JDK has. */
    static Carrier carrier(Peer peer) {
        return switch (peer) {
            case SECRETARIAT -> Peer.SECRETARIAT_PLATFORM_BATON.isHere() ? Carrier.MOUNTED : Carrier.PLATFORM_BATON;
            case SECRETARIAT_BATON -> Carrier.BATON;
            case SECRETARIAT_PLATFORM_BATON -> Carrier.PLATFORM_BATON;
            default -> throw new IllegalArgumentException(peer.id() + " is not ourselves");
        };
    }

    /** Chooses the carrier of this JVM, which has one for good. */
    private static void choose(Carrier carrier) {
        if (System.getProperty(MAX_THREADS) == null) System.setProperty(MAX_THREADS, ENOUGH_THREADS);
        if (System.getProperty(CARRIER) == null) System.setProperty(CARRIER, property(carrier));
        if (Fibers.carrier() == carrier) return;
        throw new IllegalStateException("the fibers of this JVM are carried by " + Fibers.carrier() + ", and not by "
                + carrier + ": measure in another JVM, or set -D" + CARRIER + "=" + property(carrier));
    }

    private static String property(Carrier carrier) {
        return switch (carrier) {
            case MOUNTED -> "mounted";
            case BATON -> "baton";
            case PLATFORM_BATON -> "platform-baton";
        };
    }
}
