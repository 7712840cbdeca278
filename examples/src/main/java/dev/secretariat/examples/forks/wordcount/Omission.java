package dev.secretariat.examples.forks.wordcount;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;

/** Why the words of a file, or of all files of a folder, are not counted; the most surprising reason comes first. */
enum Omission {
    DENIED("access denied"),
    UNREADABLE("cannot be read"),
    SPECIAL("neither a file nor a folder"),
    LINK("a link"),
    NOT_TEXT("not text in UTF-8"),
    HIDDEN("hidden, its name begins with a dot");

    private final String words;

    Omission(String words) {
        this.words = words;
    }

    static Omission of(IOException e) {
        if (e instanceof CharacterCodingException) return NOT_TEXT;
        if (e instanceof AccessDeniedException) return DENIED;
        return UNREADABLE;
    }

    @Override
    public String toString() {
        return words;
    }
}
