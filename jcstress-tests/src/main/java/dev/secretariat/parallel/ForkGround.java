package dev.secretariat.parallel;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import dev.secretariat.spi.TaskCell;

/** A deque of forks and what lies around it: sleepers, and a box whose owner may wait for this deque's. */
final class ForkGround implements ForkDeque.Surroundings {
    final ForkDeque forks;
    final Sleepers sleepers = new Sleepers(2);

    /** A fork that runs on the deque's owner, as in ForkingWorker; null if none. */
    ForkBox running;

    /** What the deque's owner has done: sleepers taken off the stack, and wakes of the running box's owner. */
    int wakes;

    ForkGround() {
        this(new LocalQueue<>(4));
    }

    ForkGround(LocalQueue<ForkBox> shelf) {
        forks = new ForkDeque(this, shelf);
    }

    /** A fork that counts its runs, and sees what its maker wrote, in plain fields. */
    static final class Counted extends Fork<Integer> {
        private final int number;
        private final int bit;
        int data;
        int runs;

        Counted(int number) {
            this.number = number;
            this.bit = 1 << number;
        }

        int bit() {
            return bit;
        }

        @Override
        public Integer run(Worker worker) {
            runs++;
            return number + data;
        }
    }

    /** Forks numbered from 0, each pushed in turn. */
    Counted[] push(int count) {
        Counted[] made = new Counted[count];
        for (int i = 0; i < count; i++) {
            made[i] = new Counted(i);
            forks.push(made[i]);
        }
        return made;
    }

    /** Takes one back, or fails because a thief has it: its bit or 0. By the owner. */
    int takeBack(Counted fork) {
        if (!forks.pop(fork, -1) && forks.reclaim(fork, -1) != null) return 0;
        return fork.bit();
    }

    /** Steals one: its bit or 0. */
    int steal(int thief, int min) {
        ForkBox box = forks.steal(thief, min);
        return box == null ? 0 : ((Counted) box.body()).bit();
    }

    /** Runs one that was stolen and does not throw. By its thief. */
    static void run(ForkBox box) {
        try {
            box.run(null);
        } catch (Exception thrown) {
            throw new AssertionError(thrown);
        }
    }

    /** Whether the next fork and the next join come by the slow path, to publish. */
    boolean isPublishRequested() {
        return forks.forkLimit == 0 && forks.joinLimit >= ForkDeque.PUBLISH_ONE;
    }

    /** Whether a worker sleeps that nobody has taken off the stack. At the end. */
    boolean isAnybodyAsleep() {
        return sleepers.wakeForWork() != Sleepers.NOBODY;
    }

    @Override
    public boolean hasOthers() {
        return true;
    }

    @Override
    public boolean isAnybodyIdle() {
        return sleepers.isAnybodyIdle() || (running != null && running.isAwaited());
    }

    @Override
    public void published() {
        if (sleepers.wakeForWork() != Sleepers.NOBODY) wakes++;
        if (running != null && running.isAwaited()) {
            running.wakeOwner();
            wakes++;
        }
    }

    @Override
    public TaskCell<?> cell() {
        return null; // nobody asks
    }

    @Override
    public void clearWreckage() {}
}
