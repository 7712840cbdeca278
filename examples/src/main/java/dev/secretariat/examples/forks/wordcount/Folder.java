package dev.secretariat.examples.forks.wordcount;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads folders, for all versions of the word count. */
final class Folder {
    private Folder() {}

    /** Returns whether this is a folder. Links are not followed, since they may lead round in a circle. */
    static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns the files and folders in a folder that are to be counted, and notes the others in the counts. */
    static List<Path> entries(Path folder, Counts counts) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path entry : all) {
                if (entry.getFileName().toString().startsWith(".")) counts.omit(entry, Omission.HIDDEN);
                else entries.add(entry);
            }
        } catch (DirectoryIteratorException e) {
            counts.omit(folder, Omission.UNREADABLE);
        } catch (IOException e) {
            counts.omit(folder, Omission.of(e));
        }
        return entries;
    }

    /** Returns the size of a file, or 0 if it is unknown. */
    static long bytes(Path file) {
        return file.toFile().length();
    }
}
