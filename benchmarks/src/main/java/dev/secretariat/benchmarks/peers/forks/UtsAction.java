package dev.secretariat.benchmarks.peers.forks;

import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/** A child, and the task that was forked before for a sibling. */
@SuppressWarnings("serial") // nobody serializes it
final class UtsAction extends RecursiveAction {
    private final UtsNode parent;
    private final int index;
    private final @Nullable UtsAction older;
    private long result;

    private UtsAction(UtsNode parent, int index, @Nullable UtsAction older) {
        this.parent = parent;
        this.index = index;
        this.older = older;
    }

    @Override
    protected void compute() {
        result = size(parent.child(index));
    }

    static long size(UtsNode node) {
        int children = node.children();
        if (children == 0) return 1;
        UtsAction youngest = null;
        for (int i = 1; i < children; i++) {
            youngest = new UtsAction(node, i, youngest);
            youngest.fork();
        }
        long size = 1 + size(node.child(0));
        for (UtsAction action = youngest; action != null; action = action.older) {
            action.join();
            size += action.result;
        }
        return size;
    }
}
