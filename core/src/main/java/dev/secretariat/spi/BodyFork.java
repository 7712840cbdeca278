package dev.secretariat.spi;

import dev.secretariat.Fork;
import dev.secretariat.ForkBody;
import dev.secretariat.Worker;
import org.jspecify.annotations.Nullable;

/** A fork made of a lambda. */
final class BodyFork<T extends @Nullable Object> extends Fork<T> {
    private final ForkBody<T> body;

    BodyFork(ForkBody<T> body) {
        this.body = body;
    }

    @Override
    public T run(Worker worker) throws Exception {
        return body.run(worker);
    }
}
