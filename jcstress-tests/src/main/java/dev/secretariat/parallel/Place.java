package dev.secretariat.parallel;

import java.lang.invoke.VarHandle;

/** Where a task becomes ready, and how workers are told of it. */
abstract class Place {
    /** Makes a task ready. Says whether somebody is to be woken for it. */
    abstract boolean add();

    abstract boolean isEmpty();

    /** Says who is woken for a task that is here. */
    int wake(AnySleepers sleepers) {
        return sleepers.wakeForWork();
    }

    /** By a worker that has found something when it was about to rest. Says whether it goes on. */
    boolean goOn(AnySleepers sleepers) {
        return sleepers.wakeForWork() == 0;
    }

    /** Where external threads submit. */
    static final class Injection extends Place {
        private final InjectionQueue<Integer> injection = new InjectionQueue<>();

        @Override
        boolean add() {
            injection.add(1);
            VarHandle.fullFence();
            return true;
        }

        @Override
        boolean isEmpty() {
            return injection.isEmpty();
        }
    }

    /** A worker's queue. */
    static class Queue extends Place {
        private final AnyQueue queue = AnyQueue.real(2);

        @Override
        final boolean add() {
            queue.push(1);
            fence();
            return true;
        }

        void fence() {
            VarHandle.fullFence();
        }

        @Override
        final boolean isEmpty() {
            return queue.isEmpty();
        }
    }

    /** The queue of a worker whose task yields beside another one. */
    static final class Yielding extends Place {
        private final AnyQueue queue;

        Yielding(AnyQueue queue) {
            this.queue = queue;
        }

        @Override
        boolean add() {
            queue.push(1);
            queue.push(2);
            return queue.poll() != null && !queue.isEmpty(); // without a fence
        }

        @Override
        boolean isEmpty() {
            return queue.isEmpty();
        }
    }

    /** A worker's slot, which somebody who is awake has to watch. */
    abstract static class AnySlot extends Place {
        @Override
        final int wake(AnySleepers sleepers) {
            return sleepers.wakeForSlot();
        }

        @Override
        final boolean goOn(AnySleepers sleepers) {
            return sleepers.beginWatch();
        }
    }

    static final class Slot extends AnySlot {
        private final LifoSlot<Integer> slot = new LifoSlot<>();

        @Override
        boolean add() {
            slot.put(1);
            return true;
        }

        @Override
        boolean isEmpty() {
            return slot.isEmpty();
        }
    }
}
