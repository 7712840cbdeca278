package dev.secretariat.examples.chat;

import dev.secretariat.Awaitable;
import dev.secretariat.cooperative.CooperativeScheduler;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Waits for sockets, on behalf of tasks: a selector, whose keys are awaitables. One thread polls; all else may be called on any thread.
 *
 * <p>The selector is asked for a socket only while somebody waits for that: an interest is set by whoever begins to wait, and taken back when it was met.
 */
final class Poller implements Closeable {
    private final Selector selector = Selector.open();

    /** The thread that polls; null before. An interest that it sets itself it sees at its next poll. */
    private volatile @Nullable Thread polling;

    Poller() throws IOException {}

    /**
     * Waits for sockets, and wakes whoever waits for them.
     *
     * @param pause for how long at most, or {@link CooperativeScheduler#FOREVER}
     */
    void poll(Duration pause) throws IOException {
        polling = Thread.currentThread();
        if (pause.isZero()) selector.selectNow(Poller::wake);
        else if (pause.equals(CooperativeScheduler.FOREVER)) selector.select(Poller::wake);
        else selector.select(Poller::wake, pause.plusNanos(999_999).toMillis());
    }

    private static void wake(SelectionKey key) {
        try {
            int ready = key.readyOps();
            key.interestOpsAnd(~ready); // first: whoever waits anew from here on sets it again
            Socket socket = (Socket) key.attachment();
            if ((ready & ~SelectionKey.OP_WRITE) != 0) socket.readable.isReady();
            if ((ready & SelectionKey.OP_WRITE) != 0) socket.writable.isReady();
        } catch (CancelledKeyException closed) {
            // whoever has closed it has woken those who waited
        }
    }

    /**
     * Ends the {@link #poll} that is under way, or the next one, at once. Also on the polling thread: a scheduler that it drives may have
     * something to do again when it has already said that it has not.
     */
    void wakeUp() {
        selector.wakeup();
    }

    /** Returns what comes when a client can be accepted. */
    Awaitable acceptable(ServerSocketChannel server) throws IOException {
        return new Socket(server, SelectionKey.OP_ACCEPT).readable;
    }

    /** Returns a client's connection, as a task sees it. */
    Wire wire(SocketChannel client) throws IOException {
        Socket socket = new Socket(client, SelectionKey.OP_READ);
        return new Wire() {
            @Override
            public int read(ByteBuffer into) throws IOException {
                return client.read(into);
            }

            @Override
            public void write(ByteBuffer from) throws IOException {
                int ignored = client.write(from);
            }

            @Override
            public Awaitable readable() {
                return socket.readable;
            }

            @Override
            public Awaitable writable() {
                return socket.writable;
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }

    /** A channel, and who waits for it. */
    private final class Socket {
        private final SelectableChannel channel;
        private final SelectionKey key;
        final Readiness readable;
        final Readiness writable;

        Socket(SelectableChannel channel, int reading) throws IOException {
            this.channel = channel;
            channel.configureBlocking(false);
            this.readable = new Readiness("something to read from " + channel, () -> ask(reading));
            this.writable = new Readiness("room to write to " + channel, () -> ask(SelectionKey.OP_WRITE));
            this.key = channel.register(selector, 0, this);
        }

        private boolean ask(int operation) {
            try {
                key.interestOpsOr(operation);
                if (Thread.currentThread() != polling) wakeUp();
                return true;
            } catch (CancelledKeyException closed) {
                return false;
            }
        }

        void close() {
            try {
                channel.close();
            } catch (IOException alreadyBroken) {
                // closed all the same
            }
            readable.isReady();
            writable.isReady();
            wakeUp(); // the selector gives the socket back as it polls
        }
    }
}
