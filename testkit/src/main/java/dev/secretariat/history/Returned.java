package dev.secretariat.history;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The call has returned a result. */
record Returned<R extends @Nullable Object>(R result) implements Response<R> {
    @Override
    public boolean isUnknown() {
        return false;
    }

    @Override
    public boolean mayBe(R other) {
        return Objects.deepEquals(result, other);
    }

    @Override
    public boolean mayBeThrown(Class<? extends Throwable> type) {
        return false;
    }

    @Override
    public String toString() {
        return "returned " + Texts.of(result);
    }
}
