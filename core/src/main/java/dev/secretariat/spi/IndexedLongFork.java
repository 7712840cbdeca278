package dev.secretariat.spi;

import dev.secretariat.LongFork;
import dev.secretariat.LongForkBody;
import java.util.Objects;

/**
 * What a worker returns from {@link WorkerBase#fork(LongForkBody, long)}, and is given to join: a fork that knows where its
 * worker has put it.
 *
 * <p>A worker need not keep it, as body and index tell which fork it is. So where fork and join are compiled together, it
 * need not exist.
 */
public final class IndexedLongFork extends LongFork {
    private final LongForkBody body;
    private final long argument;
    private final int index;

    /**
     * A fork that its worker has set aside.
     *
     * @param body the work
     * @param argument what the body is given
     * @param index where the worker finds it again
     */
    public IndexedLongFork(LongForkBody body, long argument, int index) {
        this.body = Objects.requireNonNull(body, "body");
        this.argument = argument;
        this.index = index;
    }

    /**
     * Returns a fork that is to be joined, as the worker that made it knows it.
     *
     * @throws IllegalStateException if it is of another kind, which no worker of this library has made
     */
    public static IndexedLongFork of(LongFork fork) {
        Objects.requireNonNull(fork, "fork");
        if (fork instanceof IndexedLongFork indexed) return indexed;
        throw new IllegalStateException(
                "no worker has made this fork: join each fork once, on the worker and in the step or fork body that made it");
    }

    /** Returns the work. */
    public LongForkBody body() {
        return body;
    }

    /** Returns what the body is given. */
    public long argument() {
        return argument;
    }

    /** Returns where the worker that made this fork finds it. */
    public int index() {
        return index;
    }
}
