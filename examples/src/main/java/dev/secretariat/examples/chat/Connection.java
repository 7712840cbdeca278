package dev.secretariat.examples.chat;

import dev.secretariat.Awaitable;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.sync.Channel;
import dev.secretariat.sync.Take;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves one client: hears what they say, and tells them what others do. All its state but the outbox is in plain fields, as the steps of a task never overlap.
 *
 * <p>It ends when the client has gone or is to go; then it leaves the room first, so that nothing is put into the outbox any more, writes what is in it, and
 * closes the wire. When the scheduler closes, all connections end like that; those that are not read to their end within the patience of the close are cancelled.
 */
final class Connection implements Task<Void>, Rooms.Listener {
    private static final Pattern JOIN = Pattern.compile("JOIN ([A-Za-z0-9]{1,20}) ([A-Za-z0-9]{1,20})");
    private static final Pattern SAY = Pattern.compile("SAY (.+)");

    /** More than any line that is told: of what a client sends, a byte that is no text becomes three. */
    private static final int LONGEST = 4 * Lines.MAX_BYTES;

    private final Wire wire;
    private final Rooms rooms;
    private final SlowReader slow;

    /** What is to be told; filled by anybody, emptied here. */
    private final Channel<byte[]> outbox;

    private final Lines lines = new Lines();
    private final ByteBuffer output = ByteBuffer.allocate(2 * LONGEST);

    /** The next line of the outbox, or the wait for it. */
    private @Nullable Take<byte[]> next;

    /** Where the client is, and under which name; null together. */
    private @Nullable String room;

    private @Nullable String name;

    /** Whether nothing is heard any more, and the rest of the outbox is written. */
    private boolean leaving;

    /**
     * Makes the task of a connection.
     *
     * @param queue how many lines may wait for the client to read
     */
    Connection(Wire wire, Rooms rooms, SlowReader slow, int queue) {
        this.wire = wire;
        this.rooms = rooms;
        this.slow = slow;
        this.outbox = Channel.bounded(queue);
    }

    @Override
    public Step<Void> step(Worker worker) {
        try {
            if (worker.scheduler().isClosing()) goWithTheServer();
            if (!leaving) hear();
            boolean ended = fill(worker);
            write();
            if (output.position() == 0 && ended) return end();
        } catch (IOException gone) {
            return end();
        }
        Awaitable toTell = output.position() > 0 ? wire.writable() : next;
        if (toTell == null) return Step.yieldNow(); // there is more than went into the buffer
        if (leaving) return Step.await(toTell);
        return Step.awaitAny(toTell, wire.readable(), worker.scheduler().closing());
    }

    @Override
    public Step<?> onCancel(Worker worker) {
        return end();
    }

    private Step<Void> end() {
        leaveRoom();
        if (next != null) next.close();
        wire.close();
        return Step.done();
    }

    // ---- What the client says ----

    private void hear() throws IOException {
        boolean isOpen = lines.readFrom(wire) >= 0;
        for (String line; !leaving && (line = lines.next()) != null; ) obey(line);
        if (!leaving && lines.isTooLong()) leave("! a line has " + Lines.MAX_BYTES + " bytes at most");
        if (!leaving && !isOpen) leave("* good bye");
    }

    private void obey(String line) {
        Matcher join = JOIN.matcher(line);
        Matcher say = SAY.matcher(line);
        if (join.matches()) join(join.group(1), join.group(2));
        else if (say.matches() && room != null && name != null) rooms.say(room, name, say.group(1));
        else if (say.matches()) tell(Rooms.encode("! JOIN a room first"));
        else if (line.equals("LEAVE")) leaveRoom();
        else if (line.equals("QUIT")) leave("* good bye");
        else tell(Rooms.encode("! there is JOIN room name, SAY text, LEAVE, and QUIT"));
    }

    private void join(String where, String as) {
        leaveRoom();
        if (rooms.join(where, as, this)) {
            room = where;
            name = as;
        } else {
            tell(Rooms.encode("! " + as + " is in " + where + " already: choose another name"));
        }
    }

    private void leaveRoom() {
        if (room != null && name != null) rooms.leave(room, name);
        room = null;
        name = null;
    }

    private void leave(String lastWords) {
        leaveRoom();
        tell(Rooms.encode(lastWords));
        outbox.close();
        leaving = true;
    }

    private void goWithTheServer() {
        if (leaving) return;
        if (room != null && name != null) rooms.leaveQuietly(room, name); // all go: nobody wants to hear of each
        room = null;
        name = null;
        leave("* the server closes");
    }

    // ---- What the client is told ----

    @Override
    public void tell(byte[] line) {
        slow.queue(outbox, line, wire);
    }

    /** Fills the buffer with lines of the outbox, as long as they fit; returns whether nothing more will come. */
    private boolean fill(Worker worker) {
        while (output.remaining() >= LONGEST) {
            if (next == null) next = outbox.requestTake(worker);
            if (!next.isThere()) return false;
            byte[] line = next.get();
            next = null;
            if (line == null) return true;
            output.put(line);
        }
        return false;
    }

    private void write() throws IOException {
        if (output.position() == 0) return;
        output.flip();
        wire.write(output);
        output.compact();
    }
}
