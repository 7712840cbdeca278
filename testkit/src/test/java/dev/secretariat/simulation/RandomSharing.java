package dev.secretariat.simulation;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.sync.Channel;
import dev.secretariat.sync.Hold;
import dev.secretariat.sync.Latch;
import dev.secretariat.sync.Mutex;
import dev.secretariat.sync.Shared;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A random program of a few tasks of a few steps, whose tasks have nothing in common but what a search sees. */
final class RandomSharing implements Simulation.Program {
    private static final Op[] OPS = Op.values();

    private enum Op {
        READ,
        WRITE,
        ADD,
        READ_OTHER,
        WRITE_OTHER,
        BOTH,
        LOCK,
        UNLOCK,
        COMPLETE,
        AWAIT,
        COUNT_DOWN,
        AWAIT_LATCH,
        PUT,
        TAKE,
        SPAWN,
        JOIN,
        CANCEL,
        NOTHING
    }

    private static final Op[] OF_CHILDREN = {Op.READ, Op.WRITE, Op.ADD, Op.READ_OTHER, Op.WRITE_OTHER, Op.BOTH};

    private final List<List<Op>> tasks = new ArrayList<>();
    private final List<Op> child = new ArrayList<>();

    /** What tasks have seen in the last run, by task, and what was there in the end. */
    final SortedMap<String, String> seen = new TreeMap<>();

    private final boolean inFibers;

    /**
     * A program.
     *
     * @param inFibers whether its tasks are fibers, in which others may come in between before each access of a variable
     */
    RandomSharing(long seed, boolean inFibers) {
        this.inFibers = inFibers;
        Random random = new Random(seed);
        int count = 2 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            List<Op> ops = new ArrayList<>();
            for (int steps = 1 + random.nextInt(count == 2 ? 5 : 3); steps > 0; steps--) {
                ops.add(OPS[random.nextInt(OPS.length)]);
            }
            tasks.add(ops);
        }
        for (int steps = 1 + random.nextInt(2); steps > 0; steps--)
            child.add(OF_CHILDREN[random.nextInt(OF_CHILDREN.length)]);
    }

    @Override
    public void run(SimulationScheduler simulation) throws Throwable {
        seen.clear();
        World world = new World();
        for (int i = 0; i < tasks.size(); i++) {
            world.handles.add(simulation.submit("task " + i, task(world, "" + i, tasks.get(i))));
        }
        simulation.run();
        seen.put("one", world.one.toString());
        seen.put("other", world.other.toString());
        for (int i = 0; i < tasks.size(); i++)
            seen.put("end " + i, world.handles.get(i).state().toString());
    }

    private Task<Void> task(World world, String name, List<Op> ops) {
        Ops task = new Ops(world, name, ops);
        return inFibers ? Fibers.run(task::runIn) : task;
    }

    @Override
    public String toString() {
        return tasks + ", child " + child;
    }

    private static final class World {
        final Shared<Integer> one = new Shared<>("one", 0);
        final Shared<Integer> other = new Shared<>("other", 0);
        final Mutex mutex = new Mutex();
        final Promise<Integer> promise = new Promise<>();
        final Latch latch = new Latch(2);
        final Channel<Integer> channel = Channel.bounded(1);
        final List<TaskHandle<?>> handles = new ArrayList<>();
    }

    private final class Ops implements Task<Void> {
        private final World world;
        private final String name;
        private final List<Op> ops;
        private final StringBuilder log = new StringBuilder();
        private int at;
        private @Nullable Hold hold;
        private @Nullable TaskHandle<Void> spawned;

        Ops(World world, String name, List<Op> ops) {
            this.world = world;
            this.name = name;
            this.ops = ops;
        }

        @Override
        public Step<Void> step(Worker worker) {
            if (at == ops.size()) {
                if (hold != null) hold.close();
                return Step.done();
            }
            Step<Void> next = step(worker, ops.get(at));
            seen.put(name, log.toString());
            return next;
        }

        void runIn(Fiber fiber) {
            try {
                while (at < ops.size()) {
                    Step<Void> next = step(fiber.worker(), ops.get(at));
                    seen.put(name, log.toString());
                    if (next instanceof Step.Await<?> wait) fiber.await(wait.awaitable());
                }
            } finally {
                if (hold != null) hold.close();
            }
        }

        private Step<Void> step(Worker worker, Op op) {
            int mine = 10 * (at + 1) + name.hashCode();
            switch (op) {
                case READ -> log.append(world.one.get()).append(' ');
                case READ_OTHER -> log.append(world.other.get()).append(' ');
                case WRITE -> world.one.set(mine);
                case WRITE_OTHER -> world.other.set(mine);
                case ADD -> world.one.updateAndGet(value -> value + 1);
                case BOTH -> world.other.set(world.one.get() + 1);
                case LOCK -> {
                    if (hold == null) hold = world.mutex.request(worker);
                    if (!hold.isHeld()) return Step.await(hold);
                }
                case UNLOCK -> {
                    if (hold != null) hold.close();
                    hold = null;
                }
                case COMPLETE -> world.promise.succeed(mine);
                case AWAIT -> {
                    if (!world.promise.isDone()) return Step.await(world.promise);
                    log.append(world.promise.result()).append(' ');
                }
                case COUNT_DOWN -> world.latch.countDown();
                case AWAIT_LATCH -> {
                    if (!world.latch.isOpen()) return Step.await(world.latch);
                }
                case PUT -> log.append(world.channel.offer(mine)).append(' ');
                case TAKE -> log.append(world.channel.poll()).append(' ');
                case SPAWN -> {
                    if (spawned == null) spawned = worker.submit("child of " + name, task(world, name + "c", child));
                }
                case JOIN -> {
                    if (spawned != null && !spawned.isDone()) return Step.await(spawned);
                }
                case CANCEL ->
                    world.handles
                            .get((name.charAt(0) - '0' + 1) % world.handles.size())
                            .cancel();
                case NOTHING -> {}
            }
            at++;
            return Step.yieldNow();
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            if (hold != null) hold.close();
            return Step.done();
        }
    }
}
