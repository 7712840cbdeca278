package dev.secretariat.examples.forks.wordcount;

import java.nio.file.Path;

/** Counts file by file. */
final class SequentialCount {
    private SequentialCount() {}

    static Counts count(Path path) {
        if (!Folder.isFolder(path)) return Words.in(path);
        Counts sum = new Counts();
        for (Path entry : Folder.entries(path, sum)) sum.add(count(entry));
        return sum;
    }
}
