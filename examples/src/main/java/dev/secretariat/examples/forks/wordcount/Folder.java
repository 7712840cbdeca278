package dev.secretariat.examples.forks.wordcount;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What all versions of the word count know of folders. */
final class Folder {
    private Folder() {}

    /** Links are not followed: they may lead round in a circle. */
    static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** The files and folders in a folder whose words are wanted; the counts are told of the others. */
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

    /** How long a file is; zero if nobody knows. */
    static long bytes(Path file) {
        return file.toFile().length();
    }
}
