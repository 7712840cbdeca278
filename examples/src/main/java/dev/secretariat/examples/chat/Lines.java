package dev.secretariat.examples.chat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts lines together, of bytes that come in pieces. */
final class Lines {
    /** With its end. Nobody can make the server keep more than that. */
    static final int MAX_BYTES = 512;

    private static final Pattern CONTROLS =
            Pattern.compile("\\p{Cntrl}"); // what else they would do to others' terminals

    private final ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);

    /** Reads what has come, and returns how much, as {@link Wire#read} does. All lines that were there have been taken before. */
    int readFrom(Wire wire) throws IOException {
        return wire.read(bytes);
    }

    /** Takes the next line, without its end; null as long as it has none. */
    @Nullable
    String next() {
        for (int end = 0; end < bytes.position(); end++) {
            if (bytes.get(end) != '\n') continue;
            String line = new String(bytes.array(), 0, end, StandardCharsets.UTF_8);
            bytes.flip().position(end + 1);
            bytes.compact();
            return CONTROLS.matcher(line).replaceAll("");
        }
        return null;
    }

    /** Returns whether a line has begun that has no end where it must have one. */
    boolean isTooLong() {
        return !bytes.hasRemaining();
    }
}
