package dev.secretariat.examples.chat;

import dev.secretariat.Awaitable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.random.RandomGenerator;

/** One end of a connection in a simulation: little room on the way, and bytes that come in pieces of any length. */
final class SimulatedWire implements Wire {
    private final RandomGenerator random;
    private final Way in;
    private final Way out;

    private SimulatedWire(RandomGenerator random, Way in, Way out) {
        this.random = random;
        this.in = in;
        this.out = out;
    }

    /** Makes both ends. */
    static SimulatedWire[] pair(RandomGenerator random, int room) {
        Way there = new Way(room);
        Way back = new Way(room);
        return new SimulatedWire[] {new SimulatedWire(random, there, back), new SimulatedWire(random, back, there)};
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        in.check(false);
        int size = piece(Math.min(in.bytes.size(), into.remaining()));
        for (int i = 0; i < size; i++) into.put(in.bytes.remove());
        if (size > 0) in.changed();
        return size == 0 && in.ended && in.bytes.isEmpty() ? -1 : size;
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        out.check(true);
        int size = piece(Math.min(from.remaining(), out.room - out.bytes.size()));
        for (int i = 0; i < size; i++) out.bytes.add(from.get());
        if (size > 0) out.changed();
    }

    private int piece(int max) {
        return max == 0 ? 0 : 1 + random.nextInt(max);
    }

    @Override
    public Awaitable readable() {
        return in.readable;
    }

    @Override
    public Awaitable writable() {
        return out.writable;
    }

    /** Says that nothing will come any more from here. */
    void endOutput() {
        out.ended = true;
        out.changed();
    }

    /** What was written is read still; what the other end writes is lost, and tells it so. */
    @Override
    public void close() {
        endOutput();
        in.breakOff();
    }

    /** Loses what is on its way. */
    void breakOff() {
        in.breakOff();
        out.breakOff();
    }

    /** What was read here is read from the other end: bytes on their way in one direction. */
    private static final class Way {
        private final int room;
        private final Queue<Byte> bytes = new ArrayDeque<>();
        private boolean ended;
        private boolean broken;
        private final Readiness readable = new Readiness("something to read", this::look);
        private final Readiness writable = new Readiness("room to write", this::look);

        Way(int room) {
            this.room = room;
        }

        void check(boolean writes) throws IOException {
            if (broken || (writes && ended)) throw new IOException("the connection is broken");
        }

        void breakOff() {
            broken = true;
            changed();
        }

        void changed() {
            boolean ignored = look();
        }

        private boolean look() {
            if (broken || ended || !bytes.isEmpty()) readable.isReady();
            if (broken || ended || bytes.size() < room) writable.isReady();
            return true;
        }
    }
}
