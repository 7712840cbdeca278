package dev.secretariat.examples.forks.wordcount;

import dev.secretariat.Fork;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Worker;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts with Secretariat: forks for each file and folder, then adds up the counts. A worker that
 * reads a file does nothing else meanwhile, which is fine on a scheduler that has nothing else to do.
 */
final class SecretariatCount {
    private SecretariatCount() {}

    static Counts count(Path folder, Scheduler scheduler) throws InterruptedException {
        return scheduler
                .submit("word count", worker -> Step.done(count(worker, folder)))
                .join();
    }

    private static Counts count(Worker worker, Path path) throws Exception {
        if (!Folder.isFolder(path)) return Words.in(path);
        Counts sum = new Counts();
        Deque<Fork<Counts>> forks = new ArrayDeque<>();
        for (Path entry : Folder.entries(path, sum)) forks.push(worker.fork(w -> count(w, entry)));
        for (Fork<Counts> fork : forks) sum.add(worker.join(fork)); // the youngest first
        return sum;
    }
}
