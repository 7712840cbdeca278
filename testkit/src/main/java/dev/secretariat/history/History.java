package dev.secretariat.history;

import dev.secretariat.Ticker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What concurrent clients have asked of an object, what they were answered, and in which order they called and were answered.
 *
 * <pre>{@code
 * History<Operation, Integer> history = History.of(simulation.ticker());
 * Client<Operation, Integer> reader = history.client("reader");
 * Integer value = reader.call(new Read(), register::read);     // a call within one step
 *
 * Call<Operation, Integer> call = reader.begin(new Read());    // one that lasts: here it begins,
 * ...
 * call.returned(value);                                        // and steps later it ends
 *
 * Checker.of(model).check(history);                            // throws, with what cannot be explained
 * }</pre>
 *
 * <p>A call that has not ended when the history is checked, since its task was cancelled or has failed, may have taken effect at any
 * time since, or never.
 *
 * <p>Thread-safe: clients may be tasks of a simulation, of a real scheduler, or threads. The order is that of one counter, which each
 * call reads before what it does, and each return after it. So recording also orders the memory accesses of its clients: it finds
 * wrong algorithms, and hides missing fences. To be checked when the clients have stopped, and this has been made known to the
 * calling thread by a join or the like. Operations and results are kept as they are: those that change later are told as they are then.
 *
 * @param <O> the type of the operations: strings, an enum, or records; with a text that tells them in reports
 * @param <R> the type of the results; {@code Object} where they differ
 */
public final class History<O, R extends @Nullable Object> {
    private final Moments moments;
    private final Queue<Call<O, R>> calls = new ConcurrentLinkedQueue<>();
    private final ConcurrentMap<String, Client<O, R>> clients = new ConcurrentHashMap<>();

    private History(Ticker ticker) {
        this.moments = new Moments(ticker);
    }

    /**
     * Makes an empty history.
     *
     * @param ticker whose times reports tell: {@code scheduler.ticker()}, virtual in a simulation
     */
    public static <O, R extends @Nullable Object> History<O, R> of(Ticker ticker) {
        return new History<>(Objects.requireNonNull(ticker, "ticker"));
    }

    /**
     * Returns the client of that name, who makes one call at a time: a task, or a thread.
     *
     * @throws IllegalArgumentException if that name is one of a {@link #pipelinedClient}
     */
    public Client<O, R> client(String name) {
        return client(name, false);
    }

    /**
     * Returns the client of that name, whose calls may overlap: a connection perhaps, that sends requests without waiting for answers.
     *
     * @throws IllegalArgumentException if that name is one of a {@link #client} who makes one call at a time
     */
    public Client<O, R> pipelinedClient(String name) {
        return client(name, true);
    }

    private Client<O, R> client(String name, boolean isPipelined) {
        Objects.requireNonNull(name, "name");
        Client<O, R> client =
                clients.computeIfAbsent(name, any -> new Client<>(name, isPipelined, moments, calls::add));
        if (client.isPipelined() != isPipelined) {
            throw new IllegalArgumentException("name is that of a client who "
                    + (isPipelined ? "makes one call at a time" : "is pipelined") + ": " + name);
        }
        return client;
    }

    /** Returns what there is now, in the order of the calls. */
    List<Operation<O, R>> operations() {
        List<Operation<O, R>> operations = new ArrayList<>();
        for (Call<O, R> call : calls) operations.add(call.toOperation());
        operations.sort(Comparator.comparingLong(operation -> operation.called().number()));
        return operations;
    }

    /** Returns a table of all calls, by client, in which one sees who overlaps whom. */
    @Override
    public String toString() {
        return Lanes.of(operations(), any -> "");
    }
}
