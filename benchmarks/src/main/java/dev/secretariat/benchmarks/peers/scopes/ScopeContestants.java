package dev.secretariat.benchmarks.peers.scopes;

import dev.secretariat.Task;
import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.parallel.ParallelScheduler;
import kotlinx.coroutines.Dispatchers;

/** Opens scopes of each kind by name. */
public final class ScopeContestants {
    private ScopeContestants() {}

    /**
     * Opens scopes on that many workers. Where their number is a property of the JVM, it is taken from there.
     *
     * @throws IllegalArgumentException if the peer has no scopes
     */
    public static ScopeContestant open(Peer peer, int workers) {
        return switch (peer) {
            case SECRETARIAT ->
                new SecretariatScopes(
                        ParallelScheduler.builder().workers(workers).start(), number -> Task.call(() -> number));
            case SECRETARIAT_FIBERS ->
                new SecretariatScopes(
                        ParallelScheduler.builder().workers(workers).start(), number -> Fibers.task(fiber -> number));
            case JDK_SCOPE -> new JdkScopes();
            case KOTLIN -> new KotlinScopes(Dispatchers.getDefault());
            default -> throw new IllegalArgumentException(peer.id() + " has no scopes");
        };
    }
}
