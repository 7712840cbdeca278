package dev.secretariat.simulation;

import org.jspecify.annotations.Nullable;

/** What a user's object says of itself, in a report that must not fail for it. */
final class Words {
    /** A few lines of a report: a collection's text may have megabytes. */
    private static final int MAX_CHARACTERS = 500;

    private Words() {}

    /** Returns a text without identity hash codes, which no two runs share. */
    static @Nullable String steady(@Nullable String text) {
        return text == null ? null : text.replaceAll("@[0-9a-f]+", "@");
    }

    /** Returns the object's text, shortened; of one that throws instead, its class. */
    static String of(@Nullable Object object) {
        if (object == null) return "null";
        String text;
        try {
            text = String.valueOf(object.toString());
        } catch (Throwable failure) { // too deep, perhaps: an Error must not fail the run either
            text = object.getClass().getName() + ", whose toString() throws "
                    + failure.getClass().getName();
        }
        return InterleavingTable.shortened(text, MAX_CHARACTERS);
    }
}
