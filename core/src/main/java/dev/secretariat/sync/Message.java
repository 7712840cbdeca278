package dev.secretariat.sync;

import org.jspecify.annotations.Nullable;

/** What is left for the server of something {@link Served}. */
interface Message {
    /** Sets the one that was left before this one; then, of those that are read, the one after it. */
    void follow(@Nullable Message other);

    /** Returns what {@link #follow} has set. */
    @Nullable
    Message before();

    /** Does what it is about; called by the server. */
    void read();

    /** One that says what is to be done. */
    final class Action implements Message {
        private final Runnable action;
        private @Nullable Message before;

        Action(Runnable action) {
            this.action = action;
        }

        @Override
        public void follow(@Nullable Message other) {
            before = other;
        }

        @Override
        public @Nullable Message before() {
            return before;
        }

        @Override
        public void read() {
            action.run();
        }
    }
}
