package dev.secretariat.sync;

import org.jspecify.annotations.Nullable;

/** What is left for the server of something {@link Served}. */
interface Message {
    /** Sets the one that was left before this one; then, of those that are read, the one after it. */
    void follow(@Nullable Message other);

    /** Returns what {@link #follow} has set. */
    @Nullable
    Message before();

    /** Does what it is about; called by the server. It does not throw: those left after it are read in any case. */
    void read();

    /** One that is left once. */
    abstract class Once implements Message {
        private @Nullable Message before;

        @Override
        public final void follow(@Nullable Message other) {
            before = other;
        }

        @Override
        public final @Nullable Message before() {
            return before;
        }
    }

    /** One that says what is to be done. */
    final class Action extends Once {
        private final Runnable action;

        Action(Runnable action) {
            this.action = action;
        }

        @Override
        public void read() {
            action.run();
        }
    }
}
