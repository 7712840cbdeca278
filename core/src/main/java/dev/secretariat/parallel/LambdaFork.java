package dev.secretariat.parallel;

import dev.secretariat.Fork;
import dev.secretariat.ForkBody;
import dev.secretariat.Worker;
import org.jspecify.annotations.Nullable;

/**
 * What the caller of {@link Worker#fork(ForkBody)} holds. Nothing else refers to it, so where fork and join
 * are compiled together it need not exist.
 */
final class LambdaFork<T extends @Nullable Object> extends Fork<T> {
    final ForkBody<T> body;

    /** Where the body lies on its worker's stack. */
    int index;

    LambdaFork(ForkBody<T> body) {
        this.body = body;
    }

    @Override
    public T run(Worker worker) throws Exception {
        return body.run(worker);
    }
}
