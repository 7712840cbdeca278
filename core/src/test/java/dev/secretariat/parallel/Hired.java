package dev.secretariat.parallel;

import static dev.secretariat.parallel.Players.until;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

/** Makes the threads of a scheduler, and remembers them. */
final class Hired implements ThreadFactory {
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    @Override
    public Thread newThread(Runnable runnable) {
        Thread thread = new Thread(runnable, "hired-" + threads.size());
        threads.add(thread);
        return thread;
    }

    List<Thread> threads() {
        return threads;
    }

    boolean allAre(Thread.State state) {
        return threads.stream().allMatch(thread -> thread.getState() == state);
    }

    long count(Thread.State state) {
        return threads.stream().filter(thread -> thread.getState() == state).count();
    }

    void awaitEnd() {
        until(() -> allAre(Thread.State.TERMINATED));
    }
}
