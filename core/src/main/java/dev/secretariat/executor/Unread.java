package dev.secretariat.executor;

import org.jspecify.annotations.Nullable;

/** Something that may have failed without anybody's having read that. */
public interface Unread {
    /** Returns what it failed with; null if it has not, or once somebody has asked for that. */
    @Nullable
    Throwable unreadFailure();
}
