package dev.secretariat.benchmarks.peers.channels;

import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.parallel.ParallelScheduler;
import kotlinx.coroutines.Dispatchers;

/** Opens channels of each kind by name. */
public final class ChannelContestants {
    private ChannelContestants() {}

    /**
     * Opens channels between tasks on that many workers. Where their number is a property of the JVM, it is taken from there.
     *
     * @throws IllegalArgumentException if the peer has no channels
     */
    public static ChannelContestant open(Peer peer, int workers) {
        return switch (peer) {
            case SECRETARIAT ->
                new SecretariatSteps(
                        ParallelScheduler.builder().workers(workers).start());
            case SECRETARIAT_FIBERS ->
                new SecretariatFibers(
                        ParallelScheduler.builder().workers(workers).start());
            case QUEUES -> new QueueContestant();
            case JOX -> new JoxChannels();
            case KOTLIN -> new KotlinChannels(Dispatchers.getDefault());
            default -> throw new IllegalArgumentException(peer.id() + " has no channels");
        };
    }
}
