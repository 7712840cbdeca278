package dev.secretariat.parallel;

import java.util.function.Predicate;

/** A local queue of numbers, or a copy of it that a control weakens: what a test and its controls have in common. */
abstract class AnyQueue {
    static AnyQueue real(int capacity) {
        return real(new LocalQueue<>(capacity));
    }

    /** Whose indices begin somewhere. */
    static AnyQueue real(int capacity, long start) {
        return real(new LocalQueue<>(capacity, start));
    }

    static AnyQueue real(LocalQueue<Integer> queue) {
        return new Real(queue);
    }

    abstract void push(int element);

    abstract Integer poll();

    abstract boolean isEmpty();

    /** Takes half of what is here: the oldest for the caller at once, the rest into the caller's own queue. */
    abstract Integer stealInto(AnyQueue thiefs);

    abstract Integer stealIf(Predicate<Integer> condition);

    private static final class Real extends AnyQueue {
        private final LocalQueue<Integer> queue;

        Real(LocalQueue<Integer> queue) {
            this.queue = queue;
        }

        @Override
        void push(int element) {
            queue.push(element);
        }

        @Override
        Integer poll() {
            return queue.poll();
        }

        @Override
        boolean isEmpty() {
            return queue.isEmpty();
        }

        @Override
        Integer stealInto(AnyQueue thiefs) {
            return ((Real) thiefs).queue.stealFrom(queue);
        }

        @Override
        Integer stealIf(Predicate<Integer> condition) {
            return queue.stealIf(condition);
        }
    }
}
