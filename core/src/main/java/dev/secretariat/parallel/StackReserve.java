package dev.secretariat.parallel;

/** Finds out in time that a thread's stack comes to its end. */
final class StackReserve {
    /** More calls than it takes to end what one has begun. */
    private static final int CALLS = 100;

    private StackReserve() {}

    /** Whether what the caller is about to begin will find the stack to be ended. */
    static boolean isThere() {
        try {
            return descend(CALLS) == CALLS;
        } catch (StackOverflowError tooDeep) {
            return false;
        }
    }

    private static int descend(int left) {
        return left == 0 ? 0 : descend(left - 1) + 1;
    }
}
