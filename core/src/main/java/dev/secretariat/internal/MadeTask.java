package dev.secretariat.internal;

import org.jspecify.annotations.Nullable;

/** A task that this library has made of something of the user's, after which it is named; see {@link TaskNames}. */
public abstract class MadeTask {
    /** For subclasses. */
    protected MadeTask() {}

    /** Returns what it was made of: another task, an object of the user's, the class of one, or a name. */
    public abstract Object madeOf();

    /** Returns by which method of the API it was made, or null if that tells nothing. */
    public @Nullable String how() {
        return null;
    }
}
