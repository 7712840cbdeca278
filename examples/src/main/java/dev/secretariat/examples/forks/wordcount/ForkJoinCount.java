package dev.secretariat.examples.forks.wordcount;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveTask;

/** Counts with java.util.concurrent, with an object for each folder, and for each file that is worth one. */
final class ForkJoinCount extends RecursiveTask<Counts> {
    /** In bytes: about a thousand words. */
    static final int CUT_OFF = 6_000;

    private static final long serialVersionUID = 1;

    private final transient Path path;

    private ForkJoinCount(Path path) {
        this.path = path;
    }

    static Counts count(Path folder, ForkJoinPool pool) {
        return pool.invoke(new ForkJoinCount(folder));
    }

    @Override
    protected Counts compute() {
        if (!Folder.isFolder(path)) return Words.in(path);
        Counts sum = new Counts();
        Deque<ForkJoinTask<Counts>> tasks = new ArrayDeque<>();
        for (Path entry : Folder.entries(path, sum)) {
            if (!Folder.isFolder(entry) && Folder.bytes(entry) < CUT_OFF) sum.add(Words.in(entry));
            else tasks.push(new ForkJoinCount(entry).fork());
        }
        for (ForkJoinTask<Counts> task : tasks) sum.add(task.join()); // the youngest first
        return sum;
    }
}
