package dev.secretariat.examples.forks.wordcount;

import dev.secretariat.Scheduler;
import dev.secretariat.examples.forks.ThreeWays;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;

/** Counts the words in the text files of a folder and of all folders in it. */
record WordCount(Path folder) implements ThreeWays<Counts> {
    @Override
    public Counts sequential() {
        return SequentialCount.count(folder);
    }

    @Override
    public Counts forkJoin(ForkJoinPool pool) {
        return ForkJoinCount.count(folder, pool);
    }

    @Override
    public Counts secretariat(Scheduler scheduler) throws InterruptedException {
        return SecretariatCount.count(folder, scheduler);
    }
}
