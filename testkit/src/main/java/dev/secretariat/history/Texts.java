package dev.secretariat.history;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a user's object says of itself, in one line of a report that must not fail for it. */
final class Texts {
    /** A line of a console, or two: a state may have megabytes. */
    private static final int MAX_CHARACTERS = 200;

    private Texts() {}

    static String of(@Nullable Object object) {
        return shortened(inOneLine(object), MAX_CHARACTERS);
    }

    private static String inOneLine(@Nullable Object object) {
        if (object == null) return "null";
        try {
            String text = object instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(object);
            return String.valueOf(text).replaceAll("\\s*\\p{Cntrl}\\s*", " ");
        } catch (Throwable failure) { // too deep, perhaps: an Error must not hide the verdict either
            return object.getClass().getName() + ", whose toString() throws "
                    + failure.getClass().getName();
        }
    }

    static String shortened(String text, int maxCharacters) {
        if (text.length() <= maxCharacters) return text;
        int end = maxCharacters - 3;
        if (Character.isHighSurrogate(text.charAt(end - 1))) end--; // no half characters
        return text.substring(0, end) + "...";
    }
}
