package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import org.jspecify.annotations.Nullable;

/** A child, and the fork that was made before for a sibling. */
final class UtsFork extends Fork<@Nullable Void> {
    private final UtsNode parent;
    private final int index;
    private final @Nullable UtsFork older;
    private long result;

    private UtsFork(UtsNode parent, int index, @Nullable UtsFork older) {
        this.parent = parent;
        this.index = index;
        this.older = older;
    }

    @Override
    public @Nullable Void run(Worker worker) {
        result = size(worker, parent.child(index));
        return null;
    }

    static long size(Worker worker, UtsNode node) {
        int children = node.children();
        if (children == 0) return 1;
        UtsFork youngest = null;
        for (int i = 1; i < children; i++) {
            youngest = new UtsFork(node, i, youngest);
            worker.fork(youngest);
        }
        long size = 1 + size(worker, node.child(0));
        for (UtsFork fork = youngest; fork != null; fork = fork.older) {
            fork.join(worker);
            size += fork.result;
        }
        return size;
    }
}
