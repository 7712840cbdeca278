package dev.secretariat.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a scheduler keeps for others until it terminates, as the threads of fibers: one of each kind, made when it is first asked for. */
public final class Belongings implements AutoCloseable {
    private static final LogMessage NOT_CLOSED = LogMessage.error(Belongings.class, "{} could not be closed");

    private final Map<Class<?>, AutoCloseable> kept = new ConcurrentHashMap<>();

    /** Returns the one of that kind, and makes it if there is none. Not to be called once this is closed. */
    public <B extends AutoCloseable> B get(Class<B> kind, Supplier<B> maker) {
        @Nullable AutoCloseable found = kept.get(kind); // without a lock
        return kind.cast(found != null ? found : kept.computeIfAbsent(kind, any -> maker.get()));
    }

    /** Closes all. What one throws is logged, and does not spare the others. */
    @Override
    public void close() {
        for (AutoCloseable one : kept.values()) {
            try {
                one.close();
            } catch (Exception failure) {
                NOT_CLOSED.log(one, failure);
            }
        }
    }
}
