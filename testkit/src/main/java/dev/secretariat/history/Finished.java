package dev.secretariat.history;

import org.jspecify.annotations.Nullable;

/** The call has returned, and has no result; null is as good as none. */
record Finished<R extends @Nullable Object>() implements Response<R> {
    @Override
    public boolean isUnknown() {
        return false;
    }

    @Override
    public boolean mayBe(R other) {
        return other == null;
    }

    @Override
    public boolean mayBeThrown(Class<? extends Throwable> type) {
        return false;
    }

    @Override
    public R result() {
        throw new IllegalStateException("the call has no result");
    }

    @Override
    public String toString() {
        return "returned";
    }
}
