package dev.secretariat.parallel;

import dev.secretariat.stress.Meeting;

/** A queue of the numbers from 1 on between its owner and a thief, and what each of them has taken. */
class QueueScene {
    private final Meeting meeting = new Meeting(2);
    final AnyQueue queue;
    final AnyQueue thiefs;
    final Basket polled = new Basket();
    final Basket stolen = new Basket();

    /** Begins with so many elements. */
    QueueScene(AnyQueue queue, AnyQueue thiefs, int elements) {
        this.queue = queue;
        this.thiefs = thiefs;
        push(1, elements);
    }

    /** Comes first in both. */
    final void meet() {
        meeting.join();
    }

    // ---- The owner ----

    final void push(int first, int last) {
        for (int i = first; i <= last; i++) queue.push(i);
    }

    final void poll() {
        polled.add(queue.poll());
    }

    // ---- The thief ----

    final void steal() {
        stolen.add(queue.stealInto(thiefs));
    }

    /** Takes the rest of what it has stolen. */
    final void drainThiefs() {
        stolen.drain(thiefs);
    }

    // ---- At the end ----

    /** As {@link Basket#judge}. */
    final String judge(int elements) {
        polled.drain(queue);
        return Basket.judge(elements, polled, stolen);
    }
}
