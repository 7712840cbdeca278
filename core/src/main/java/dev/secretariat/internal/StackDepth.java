package dev.secretariat.internal;

import java.util.stream.Stream;

/**
 * Whether a thread may carry virtual ones, by how deep its stack is.
 *
 * <p>The frames of a virtual thread that goes on are put on top of its carrier's stack. Where these do not fit, HotSpot (25.0.3) does not throw a
 * StackOverflowError, but crashes as it makes one. The JDK's own carriers are always shallow; ours is whoever drives. How much room is left, no program can
 * ask. So one that has more frames than nearly all programs need is taken for one that may have too little.
 */
public final class StackDepth {
    /** Those of a server's request are some two hundred. A million bytes are the default of a thread: so much is left for most of it. */
    private static final int MAX_FRAMES = 512;

    private static final StackWalker WALKER = StackWalker.getInstance();

    private StackDepth() {}

    /** Returns whether the calling thread's stack is shallow. Takes some microseconds. */
    public static boolean isShallow() {
        try {
            return WALKER.walk(StackDepth::hasFew);
        } catch (StackOverflowError | InternalError deep) { // the JDK makes the one from the other
            return false;
        }
    }

    private static boolean hasFew(Stream<StackWalker.StackFrame> frames) {
        return frames.limit(MAX_FRAMES + 1).count() <= MAX_FRAMES;
    }
}
