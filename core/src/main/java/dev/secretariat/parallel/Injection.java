package dev.secretariat.parallel;

import dev.secretariat.internal.Stripes;
import java.util.ArrayList;
import java.util.List;

/**
 * What threads that are no workers of this scheduler have made ready, and on workers, too, deadlines that rang: in several
 * {@link InjectionQueue}s, so that threads which submit at once seldom meet in one. A thread adds to the same one
 * each time, so what it submits stays in order.
 *
 * @param <E> the type of the elements
 */
final class Injection<E> {
    private final List<InjectionQueue<E>> queues = new ArrayList<>();
    private final int count;

    Injection(int workers) {
        count = Stripes.count(workers);
        for (int i = 0; i < count; i++) queues.add(new InjectionQueue<>());
    }

    /** Adds an element to the calling thread's queue; see {@link InjectionQueue#add}. */
    void add(E element) {
        queues.get(Stripes.own(count)).add(element);
    }

    /** Adds an element behind all that were added by this method, by whatever thread. */
    void addInOrder(E element) {
        queues.get(0).add(element);
    }

    /** Returns whether all queues are empty; each is looked at once. */
    boolean isEmpty() {
        for (int i = 0; i < count; i++) {
            if (!queues.get(i).isEmpty()) return false;
        }
        return true;
    }

    /**
     * Moves some of the first queue that has any to a worker's own.
     *
     * @param own the calling worker's queue
     * @param max how many, at most
     * @param from which queue is looked at first, so that workers take from different ones
     * @return whether there were any: the caller looks whether something {@linkplain InjectionQueue#moveTo is left}
     */
    boolean moveSomeTo(LocalQueue<E> own, int max, int from) {
        for (int i = 0; i < count; i++) {
            if (queues.get((from + i) & (count - 1)).moveTo(own, max) > 0) return true;
        }
        return false;
    }

    /** Returns how many elements have been added, as far as 32 bits go; each queue is looked at once. */
    int end() {
        int sum = 0;
        for (int i = 0; i < count; i++) sum += queues.get(i).end();
        return sum;
    }

    /** Returns how many elements have been taken, likewise. */
    int taken() {
        int sum = 0;
        for (int i = 0; i < count; i++) sum += queues.get(i).taken();
        return sum;
    }

    /** Returns how many queues there are. */
    int queues() {
        return count;
    }

    /** Returns one of the queues. */
    InjectionQueue<E> queue(int number) {
        return queues.get(number);
    }
}
