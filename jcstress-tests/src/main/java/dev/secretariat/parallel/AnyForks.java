package dev.secretariat.parallel;

/** A deque of forks beside sleepers, or a copy of it that a control weakens: what a test and its controls have in common. */
abstract class AnyForks {
    final Sleepers sleepers = new Sleepers(2);

    /** What the deque's owner has done: sleepers taken off the stack, and wakes of the running box's owner. */
    int wakes;

    // ---- The owner's side ----

    abstract void fork(int number);

    /** Forks from 0 on, each in turn. */
    void forkAll(int count) {
        for (int i = 0; i < count; i++) fork(i);
    }

    /** As {@link #forkAll}, for what has happened before. */
    final AnyForks with(int count) {
        forkAll(count);
        return this;
    }

    /** Takes back the youngest of {@link #forkAll}. Says whether it is the owner's to run; else a thief has it. */
    abstract boolean takeBackYoungest();

    abstract void balance();

    // ---- Everyone's side ----

    /** Says whether there was one to steal. */
    abstract boolean stealAny();

    abstract boolean isShelfEmpty();

    abstract void requestPublish();

    // ---- At the end ----

    /** Whether the next fork and the next join come by the slow path, to publish. */
    abstract boolean isPublishRequested();

    /** Whether a worker sleeps that nobody has taken off the stack. */
    final boolean isAnybodyAsleep() {
        return sleepers.wakeForWork() != Sleepers.NOBODY;
    }
}
