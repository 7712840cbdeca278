package dev.secretariat.history;

import org.jspecify.annotations.Nullable;

/** The call has thrown. */
record Threw<R extends @Nullable Object>(Throwable failure) implements Response<R> {
    @Override
    public boolean isUnknown() {
        return false;
    }

    @Override
    public boolean mayBe(R result) {
        return false;
    }

    @Override
    public boolean mayBeThrown(Class<? extends Throwable> type) {
        return type.isInstance(failure);
    }

    @Override
    public R result() {
        throw new IllegalStateException("the call threw instead of returning: " + Texts.of(failure), failure);
    }

    @Override
    public String toString() {
        return "threw " + Texts.of(failure);
    }
}
