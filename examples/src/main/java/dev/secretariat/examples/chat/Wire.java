package dev.secretariat.examples.chat;

import dev.secretariat.Awaitable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection to somebody far away, whose reads and writes do not wait. A socket, or what stands for one in a simulation. */
interface Wire extends AutoCloseable {
    /** Reads what is there, as far as it fits. Returns how many bytes, none if there is nothing yet, -1 if nothing will come any more. */
    int read(ByteBuffer into) throws IOException;

    /** Writes as much as there is room for at the moment. */
    void write(ByteBuffer from) throws IOException;

    /** Holds when there is something to read, or the wire has been closed, at either end. */
    Awaitable readable();

    /** Holds when there is room to write, or the wire has been closed, at either end. */
    Awaitable writable();

    /** Closes it, from any thread; reads and writes then throw. */
    @Override
    void close();
}
