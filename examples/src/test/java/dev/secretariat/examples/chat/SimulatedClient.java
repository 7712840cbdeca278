package dev.secretariat.examples.chat;

import dev.secretariat.fiber.Fiber;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client in a simulation; its ears and its mouth are two fibers. */
final class SimulatedClient {
    final SimulatedWire wire;

    /** The lines that were heard. */
    final List<String> heard = new ArrayList<>();

    /** Whether the server has closed the connection. */
    boolean isOver;

    private final Lines lines = new Lines();

    SimulatedClient(SimulatedWire wire) {
        this.wire = wire;
    }

    void say(Fiber fiber, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        while (true) {
            wire.write(bytes);
            if (!bytes.hasRemaining()) return;
            fiber.await(wire.writable());
        }
    }

    /** Hears until the connection ends, and then closes it. */
    void hearAll(Fiber fiber) throws IOException {
        while (hearLine(fiber)) {}
    }

    /** Waits until something has been said. */
    void hearUntil(Fiber fiber, String line) throws IOException {
        while (!heard.contains(line) && hearLine(fiber)) {}
    }

    private boolean hearLine(Fiber fiber) throws IOException {
        while (true) {
            String line = lines.next();
            if (line != null) {
                heard.add(line);
                return true;
            }
            int size = lines.readFrom(wire);
            if (size == 0) fiber.await(wire.readable());
            if (size >= 0) continue;
            wire.close();
            isOver = true;
            return false;
        }
    }
}
