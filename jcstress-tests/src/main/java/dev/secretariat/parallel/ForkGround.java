package dev.secretariat.parallel;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import dev.secretariat.spi.TaskCell;

/** A deque of forks and what lies around it: sleepers, and a box whose owner may wait for this deque's. */
final class ForkGround extends AnyForks implements ForkDeque.Surroundings {
    final ForkDeque forks;

    /** A fork that runs on the deque's owner, as in ForkingWorker; null if none. */
    ForkBox running;

    private Counted youngest;

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

    @Override
    void fork(int number) {
        forks.push(new Counted(number));
    }

    @Override
    void forkAll(int count) {
        youngest = push(count)[count - 1];
    }

    /** Forks numbered from 0, each pushed in turn. */
    Counted[] push(int count) {
        Counted[] made = new Counted[count];
        push(made);
        return made;
    }

    /** As {@link #push(int)}, as many as there is room for. */
    void push(Counted[] made) {
        for (int i = 0; i < made.length; i++) {
            made[i] = new Counted(i);
            forks.push(made[i]);
        }
    }

    @Override
    boolean takeBackYoungest() {
        return takeBack(youngest) != 0;
    }

    @Override
    void balance() {
        forks.balance();
    }

    @Override
    boolean stealAny() {
        return steal(1, 0) != 0;
    }

    @Override
    boolean isShelfEmpty() {
        return forks.isShelfEmpty();
    }

    @Override
    void requestPublish() {
        forks.requestPublish();
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

    @Override
    boolean isPublishRequested() {
        return forks.forkLimit == 0 && forks.isForkWorthwhile() && forks.joinLimit >= ForkDeque.PUBLISH_ONE;
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
