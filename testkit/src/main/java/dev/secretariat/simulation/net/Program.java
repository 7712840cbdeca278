package dev.secretariat.simulation.net;

import dev.secretariat.Task;

/**
 * What a node runs: a task that is made anew whenever the node starts. What it keeps in fields is lost in a crash; what it keeps in {@link
 * Stored stored values} is not, once it is synced.
 *
 * <pre>{@code
 * network.node("a", endpoint -> Fibers.run(fiber -> new Replica(endpoint).serve(fiber)));
 * }</pre>
 *
 * @param <M> the type of the messages
 */
@FunctionalInterface
public interface Program<M> {
    /**
     * Makes the node's task. Tasks that this submits, by its worker or its fiber, belong to the node, too.
     *
     * @param endpoint what the node has of the network, until it crashes
     */
    Task<?> begin(Endpoint<M> endpoint);
}
