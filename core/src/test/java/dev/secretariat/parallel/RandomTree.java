package dev.secretariat.parallel;

import dev.secretariat.Fork;
import dev.secretariat.LongFork;
import dev.secretariat.Worker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A computation of random shape: each node forks some children of all three kinds, joins them in some order,
 * and now and then fails. The seed alone says how it ends, wherever its forks run: a sum, or the failure of
 * the first join that meets one.
 */
final class RandomTree {
    private final boolean mayFail;

    /** How many nodes have been begun. */
    final AtomicLong nodes = new AtomicLong();

    RandomTree(boolean mayFail) {
        this.mayFail = mayFail;
    }

    /** A failure that was meant to be: a checked exception. */
    static final class Planned extends Exception {
        private static final long serialVersionUID = 1L;

        Planned(long seed) {
            super("planned " + seed, null, true, false);
        }
    }

    private final class Node extends Fork<Void> {
        private final long seed;
        private final int depth;
        private long result;

        Node(long seed, int depth) {
            this.seed = seed;
            this.depth = depth;
        }

        @Override
        public Void run(Worker worker) throws Exception {
            result = sum(worker, seed, depth);
            return null;
        }
    }

    /** A fork of one of the three kinds. */
    private interface Child {
        long join(Worker worker) throws Exception;
    }

    long sum(Worker worker, long seed, int depth) throws Exception {
        nodes.incrementAndGet();
        SplittableRandom random = new SplittableRandom(seed);
        if (depth == 0) return leaf(random, seed);
        int width = random.nextInt(10) == 0 ? random.nextInt(60) : random.nextInt(4);
        List<Child> children = new ArrayList<>();
        for (int i = 0; i < width; i++) children.add(fork(worker, random, random.nextInt(depth)));
        if (random.nextInt(3) == 0) Collections.shuffle(children, new Random(seed));
        else if (random.nextInt(4) != 0) Collections.reverse(children);
        long sum = 0;
        for (Child child : children) sum = sum * 31 + child.join(worker);
        return sum + leaf(random, seed);
    }

    private Child fork(Worker worker, SplittableRandom random, int depth) {
        long seed = random.nextLong();
        switch (random.nextInt(3)) {
            case 0 -> {
                Fork<Long> lambda = worker.fork(w -> sum(w, seed, depth));
                return w -> w.join(lambda);
            }
            case 1 -> {
                LongFork number = worker.fork((w, argument) -> sum(w, argument, depth), seed);
                return w -> w.join(number);
            }
            default -> {
                Node node = new Node(seed, depth);
                worker.fork(node);
                return w -> {
                    w.join(node);
                    return node.result;
                };
            }
        }
    }

    private long leaf(SplittableRandom random, long seed) throws Planned {
        if (mayFail && random.nextInt(200) == 0) throw new Planned(seed);
        long value = seed;
        for (int i = random.nextInt(50); i > 0; i--) value = value * 6364136223846793005L + 1442695040888963407L;
        return value;
    }
}
