package dev.secretariat.parallel;

import dev.secretariat.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The three limits of a {@link ForkDeque}: what its owner compares with at each fork and join, and where it asks whether to fork, and
 * by which others ask it to publish forks.
 *
 * <p>They make the fast path of a fork and of a join, and the question, a compare each, and leave the rest to the slow path. A thief
 * that finds nothing <em>requests</em> that forks be published: it sets the limits so that the owner's next fork or
 * join takes the slow path, and publishes the older half of what is private; and so that a fork is worthwhile to an owner who only
 * asks. One that takes the last open box requests that one more be published.
 *
 * <p><b>No request is lost.</b> The owner sets the limits, then, after a full fence, looks whether its
 * youngest box is still open and whether anybody is idle. Thieves announce first, by a read-modify-write of
 * the box or of the word of the sleepers, and request then. If the owner's store comes after the request and
 * hides it, the owner's look comes after the announcement and sees it.
 *
 * <p>Others write and read in opaque mode, so that a compiled loop of the owner's reads what is there now. The owner may
 * write in plain mode where a fence follows, and a join may read so: a loop
 * that forks has the other read in it, and one that only joins soon comes to its end.
 */
abstract class ForkLimits {
    private static final VarHandle FORK_LIMIT = Handles.field(MethodHandles.lookup(), "forkLimit", int.class);
    private static final VarHandle ASK_LIMIT = Handles.field(MethodHandles.lookup(), "askLimit", int.class);
    private static final VarHandle JOIN_LIMIT = Handles.field(MethodHandles.lookup(), "joinLimit", int.class);

    /** As a limit for joins: somebody has found nothing to do. */
    static final int PUBLISH_HALF = Integer.MAX_VALUE;

    /** As a limit for joins: the last open box has been taken; one more will do. */
    static final int PUBLISH_ONE = PUBLISH_HALF - 1;

    /** As a limit for questions: one more fork is worthwhile, wherever it would lie. */
    static final int ALWAYS = Integer.MAX_VALUE;

    /** A fork at a lower index takes the fast path. */
    int forkLimit;

    /** A fork at a lower index is worthwhile. */
    int askLimit = ALWAYS;

    /** A join of the youngest fork at no lower an index takes the fast path. */
    int joinLimit = PUBLISH_HALF;

    // ---- Everyone's ----

    /** Has the owner publish half of what it has, at its next fork or join. After an announcement; see above. */
    final void requestPublish() {
        request(PUBLISH_HALF);
    }

    /** Has the owner publish one fork, at its next fork or join. After an announcement; see above. */
    final void requestOne() {
        request(PUBLISH_ONE);
    }

    private void request(int joinLimitOrMore) {
        // What follows must not pass the announcement: then the owner could hide the request, or seem to have
        // been asked already, and yet look too early.
        VarHandle.fullFence();
        if ((int) FORK_LIMIT.getOpaque(this) != 0) FORK_LIMIT.setOpaque(this, 0);
        if ((int) ASK_LIMIT.getOpaque(this) != ALWAYS) ASK_LIMIT.setOpaque(this, ALWAYS);
        if ((int) JOIN_LIMIT.getOpaque(this) < joinLimitOrMore) JOIN_LIMIT.setOpaque(this, joinLimitOrMore);
    }

    // ---- The owner's ----

    final int forkLimitOpaque() {
        return (int) FORK_LIMIT.getOpaque(this);
    }

    final int askLimitOpaque() {
        return (int) ASK_LIMIT.getOpaque(this);
    }

    final boolean isHalfRequested() {
        return (int) JOIN_LIMIT.getOpaque(this) == PUBLISH_HALF;
    }

    final void setLimitsOpaque(int fork, int ask, int join) {
        FORK_LIMIT.setOpaque(this, fork);
        ASK_LIMIT.setOpaque(this, ask);
        JOIN_LIMIT.setOpaque(this, join);
    }
}
