package dev.secretariat.impl;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import dev.secretariat.internal.Standing;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Tasks#using}. */
public final class UsingTask<R extends AutoCloseable, T extends @Nullable Object> extends SubmittedOnce<T>
        implements Standing {
    private final Callable<? extends R> open;
    private final Function<? super R, ? extends Task<T>> use;
    private final Sequence<T> sequence = new Sequence<>(this);

    public UsingTask(Callable<? extends R> open, Function<? super R, ? extends Task<T>> use) {
        this.open = open;
        this.use = use;
    }

    OpenResource<R> open() throws Exception {
        return new OpenResource<>(Objects.requireNonNull(open.call(), "open returned null"), use);
    }

    @Override
    protected Step<T> next(Worker worker) throws Exception {
        return sequence.step(worker);
    }

    @Override
    protected Step<?> windDown(Worker worker) throws Exception {
        return sequence.windDown(worker);
    }

    @Override
    public StackTraceElement[] stack() {
        return sequence.stack();
    }

    @Override
    public Object madeOf() {
        return use;
    }

    @Override
    public String how() {
        return "using";
    }
}
