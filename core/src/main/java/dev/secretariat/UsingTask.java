package dev.secretariat;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Tasks#using}. */
final class UsingTask<R extends AutoCloseable, T extends @Nullable Object> extends SubmittedOnce<T> {
    private final Callable<? extends R> open;
    private final Function<? super R, ? extends Task<T>> use;
    private final Sequence<T> sequence = new Sequence<>(this);

    UsingTask(Callable<? extends R> open, Function<? super R, ? extends Task<T>> use) {
        this.open = open;
        this.use = use;
    }

    OpenResource<R> open() throws Exception {
        return new OpenResource<>(Objects.requireNonNull(open.call(), "open returned null"), use);
    }

    @Override
    Step<T> next(Worker worker) throws Exception {
        return sequence.step(worker);
    }

    @Override
    Step<?> windDown(Worker worker) throws Exception {
        return sequence.windDown(worker);
    }
}
