package dev.secretariat.sync;

import org.jspecify.annotations.Nullable;

/** How a channel was closed. */
final class Closing {
    private final @Nullable Throwable cause;

    Closing(@Nullable Throwable cause) {
        this.cause = cause;
    }

    /** Returns what whoever puts something is told. */
    ChannelClosedException refusal() {
        return new ChannelClosedException("nothing can be put into a channel that has been closed", cause);
    }

    /** Tells whoever finds that nothing is left to be taken, if there is something to be told. */
    void throwCause() {
        if (cause != null) throw new ChannelClosedException("the channel was closed because of a failure", cause);
    }
}
