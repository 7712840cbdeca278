package dev.secretariat.sync;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Thrown by a {@link Channel} that has been closed: to whoever puts something in; and, if it was closed with a cause, to whoever finds nothing left in it. */
public final class ChannelClosedException extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1;

    ChannelClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
