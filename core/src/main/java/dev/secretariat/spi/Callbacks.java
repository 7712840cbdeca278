package dev.secretariat.spi;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The threads that end tasks, and are perhaps no workers: the task could not be made ready, or was cancelled while it
 * waited. Those who wait for the task call back on them.
 */
final class Callbacks {
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /**
     * Notes that the calling thread ends a task, so it must not wait for that; says whether it has to be told of the
     * {@link #end}.
     */
    boolean begin() {
        try {
            return threads.add(Thread.currentThread());
        } catch (OutOfMemoryError none) {
            return false; // the task has to end all the same
        }
    }

    void end() {
        threads.remove(Thread.currentThread());
    }

    /** Returns whether the calling thread ends a task. */
    boolean isMine() {
        return threads.contains(Thread.currentThread());
    }
}
