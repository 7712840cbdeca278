package dev.secretariat.sync;

import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What a thread takes from a {@link Channel}, one after the other. */
final class TakenElements<T> extends Spliterators.AbstractSpliterator<T> {
    /** Where the next one comes from. */
    interface Source<T> {
        @Nullable
        T take() throws InterruptedException;
    }

    private final Source<T> source;
    private final Object channel;

    private TakenElements(Source<T> source, Object channel) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.source = source;
        this.channel = channel;
    }

    static <T> Stream<T> stream(Source<T> source, Object channel) {
        return StreamSupport.stream(new TakenElements<>(source, channel), false);
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        Objects.requireNonNull(action, "action");
        T element = next();
        if (element == null) return false;
        action.accept(element);
        return true;
    }

    private @Nullable T next() {
        try {
            return source.take();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            CancellationException cancelled =
                    new CancellationException("interrupted while waiting for an element of " + channel);
            cancelled.initCause(interrupted);
            throw cancelled;
        }
    }

    @Override
    public @Nullable Spliterator<T> trySplit() {
        return null; // elements come one by one
    }
}
