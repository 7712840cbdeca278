package dev.secretariat.benchmarks.peers.forks;

import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/** A child, and the task that was forked before for a sibling. */
@SuppressWarnings("serial") // nobody serializes it
final class UtsSurplus extends RecursiveAction {
    private final UtsNode parent;
    private final int index;
    private final @Nullable UtsSurplus older;
    private long result;

    private UtsSurplus(UtsNode parent, int index, @Nullable UtsSurplus older) {
        this.parent = parent;
        this.index = index;
        this.older = older;
    }

    @Override
    protected void compute() {
        result = size(parent.child(index));
    }

    static long size(UtsNode node) {
        long size = 1;
        UtsSurplus youngest = null;
        for (int i = node.children() - 1; i >= 0; i--) {
            if (i == 0 || Surplus.isEnough()) {
                size += size(node.child(i));
            } else {
                youngest = new UtsSurplus(node, i, youngest);
                youngest.fork();
            }
        }
        for (UtsSurplus action = youngest; action != null; action = action.older) size += action.result();
        return size;
    }

    private long result() {
        if (tryUnfork()) return size(parent.child(index));
        join();
        return result;
    }
}
