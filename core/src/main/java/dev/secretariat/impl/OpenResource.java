package dev.secretariat.impl;

import dev.secretariat.Task;
import dev.secretariat.Tasks;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a {@link Tasks#using} has opened: it is used, then closed. */
final class OpenResource<R extends AutoCloseable> implements Frame {
    private final R resource;
    private @Nullable Function<? super R, ? extends Task<?>> use;

    OpenResource(R resource, Function<? super R, ? extends Task<?>> use) {
        this.resource = resource;
        this.use = use;
    }

    /** Returns the task that uses it, once; then null. */
    @Nullable
    Task<?> use() {
        Function<? super R, ? extends Task<?>> unused = use;
        if (unused == null) return null;
        use = null;
        return Objects.requireNonNull(unused.apply(resource), "use made no task");
    }

    void close() throws Exception {
        resource.close();
    }
}
