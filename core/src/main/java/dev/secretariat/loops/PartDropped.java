package dev.secretariat.loops;

/** Ends a part that had not begun when another one failed. Nobody outside this package sees it. */
@SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace
final class PartDropped extends RuntimeException {
    static final PartDropped INSTANCE = new PartDropped();

    private static final long serialVersionUID = 1L;

    private PartDropped() {
        super(null, null, false, false);
    }
}
