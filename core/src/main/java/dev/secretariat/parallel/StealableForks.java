package dev.secretariat.parallel;

import org.jspecify.annotations.Nullable;

/**
 * A worker's {@link ForkDeque} as others see it: they steal forks that are published, and request that more be.
 *
 * <p>Published forks, in their boxes, are listed on the <em>shelf</em>, oldest first; thieves know only that. Whoever
 * wins a box's state has the fork, so a box that is listed no longer, or still, does no harm.
 */
abstract class StealableForks extends ForkLimits {
    private final StealableQueue<ForkBox> shelf;

    StealableForks(StealableQueue<ForkBox> shelf) {
        this.shelf = shelf;
    }

    /** Returns whether there is nothing on the shelf. What is there may be of no use any more. */
    final boolean isShelfEmpty() {
        return shelf.isEmpty();
    }

    /**
     * Steals the oldest open box.
     *
     * @param thief the number of the worker that will run it
     * @param min how low on its owner's stack it may lie: 0 for any
     * @return null if there is none
     */
    final @Nullable ForkBox steal(int thief, int min) {
        for (; ; ) {
            ForkBox oldest = shelf.stealIf(box -> box.index() >= min || !box.isOpen());
            if (oldest == null) return null;
            if (oldest.take(thief)) {
                if (isShelfSpent()) requestOne();
                return oldest;
            }
        }
    }

    /** Returns whether no open box is left; those that their owner has taken back are thrown away. */
    private boolean isShelfSpent() {
        ForkBox dead;
        do dead = shelf.stealIf(box -> !box.isOpen());
        while (dead != null);
        return shelf.isEmpty();
    }
}
