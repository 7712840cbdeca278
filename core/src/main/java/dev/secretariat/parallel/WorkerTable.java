package dev.secretariat.parallel;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Finds the worker of a thread: a hash table by identity, without a ThreadLocal, which would stay behind
 * in threads, and without asking for threads of a class of our own, which users' factories do not make.
 * Copied when a worker starts or ends, which is rare; read without a lock.
 *
 * @param <W> the type of the workers
 */
final class WorkerTable<W> {
    private final AtomicReference<@Nullable Entry[]> entries = new AtomicReference<>(new Entry[2]);

    /** Returns the worker that runs on this thread, or null if none does. */
    @SuppressWarnings("unchecked") // only workers are added
    @Nullable
    W find(Thread thread) {
        @Nullable Entry[] table = entries.getAcquire();
        int mask = table.length - 1;
        for (int i = System.identityHashCode(thread) & mask; ; i = (i + 1) & mask) {
            Entry entry = table[i];
            if (entry == null) return null;
            if (entry.thread == thread) return (W) entry.worker;
        }
    }

    void add(Thread thread, W worker) {
        if (find(thread) == null) entries.updateAndGet(table -> with(table, new Entry(thread, worker)));
    }

    void remove(W worker) {
        entries.updateAndGet(table -> without(table, worker));
    }

    /**
     * Returns a table with one more: at least twice as large as it is full, so that a search soon meets an empty place.
     */
    private static @Nullable Entry[] with(@Nullable Entry[] table, Entry added) {
        int count = 1;
        for (Entry entry : table) {
            if (entry != null) count++;
        }
        int capacity = table.length;
        while (capacity < 4 * count) capacity <<= 1;
        @Nullable Entry[] larger = new Entry[capacity];
        for (Entry entry : table) {
            if (entry != null) insert(larger, entry);
        }
        insert(larger, added);
        return larger;
    }

    private static @Nullable Entry[] without(@Nullable Entry[] table, Object removed) {
        @Nullable Entry[] rest = new Entry[table.length];
        for (Entry entry : table) {
            if (entry != null && entry.worker != removed) insert(rest, entry);
        }
        return rest;
    }

    private static void insert(@Nullable Entry[] table, Entry entry) {
        int mask = table.length - 1;
        int i = System.identityHashCode(entry.thread) & mask;
        while (table[i] != null) i = (i + 1) & mask;
        table[i] = entry;
    }

    private record Entry(Thread thread, Object worker) {}
}
