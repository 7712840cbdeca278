package dev.secretariat.examples.forks.wordcount;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the path of a folder that can be read. */
final class FolderConverter implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
        try {
            Path folder = Path.of(text).toRealPath();
            if (!Files.isDirectory(folder))
                throw new TypeConversionException(text + ": expected a folder, found a file");
            if (!Files.isReadable(folder)) throw new TypeConversionException(text + ": access denied");
            return folder;
        } catch (InvalidPathException e) {
            throw new TypeConversionException("not a path: " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw new TypeConversionException(text + ": there is no such folder");
        } catch (AccessDeniedException e) {
            throw new TypeConversionException(text + ": access denied");
        } catch (IOException e) {
            throw new TypeConversionException(text + ": cannot be read: " + e.getMessage());
        }
    }
}
