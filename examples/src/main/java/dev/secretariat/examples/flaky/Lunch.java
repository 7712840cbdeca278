package dev.secretariat.examples.flaky;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.examples.recipes.Mutex;

/** One of Dijkstra's dining philosophers, as a secretary: takes two forks, eats, and puts them back. */
final class Lunch implements Task<Void> {
    private final Mutex first;
    private final Mutex second;
    private int forks;

    Lunch(Mutex first, Mutex second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public Step<Void> step(Worker worker) {
        if (forks == 2) {
            second.unlock();
            first.unlock();
            return Step.done();
        }
        Mutex next = forks == 0 ? first : second;
        if (!next.tryLock(worker)) return Step.await(next);
        forks++;
        return Step.yieldNow();
    }
}
