package dev.secretariat.internal;

/** Passing on what was thrown, unchanged. */
public final class Throwables {
    private Throwables() {}

    /**
     * Throws the argument itself, checked or not; the return type lets the caller write {@code throw}.
     */
    public static RuntimeException unchecked(Throwable failure) {
        throw Throwables.<RuntimeException>sneak(failure);
    }

    // Erased: the cast does not happen.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E sneak(Throwable failure) throws E {
        throw (E) failure;
    }
}
