package dev.secretariat.examples.chat;

import dev.secretariat.Awaitable;
import dev.secretariat.CloseTimeoutException;
import dev.secretariat.Scheduler;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.parallel.ParallelScheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A chat server on this machine's loopback interface. What runs it, one thread or all cores, is a matter of a few lines; all else is the same.
 *
 * <p>Thread-safe.
 */
public final class ChatServer implements AutoCloseable {
    /** After so long, sockets are looked at even though tasks are ready. */
    private static final Duration SLICE = Duration.ofMillis(1);

    /** More than a full room of five hundred says at once. */
    private static final int QUEUE = 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Poller poller;
    private final Scheduler scheduler;
    private final Thread thread;
    private final ServerSocketChannel server;
    private final Rooms rooms = new Rooms();
    private final SlowReader slow;

    private ChatServer(ServerSocketChannel server, Poller poller, Scheduler scheduler, Thread thread, SlowReader slow)
            throws IOException {
        this.server = server;
        this.poller = poller;
        this.scheduler = scheduler;
        this.thread = thread;
        this.slow = slow;
        Awaitable acceptable = poller.acceptable(server);
        var ignored = scheduler.submit("acceptor", Fibers.run(fiber -> accept(fiber, acceptable)));
    }

    /** Starts a server on one thread, which runs all tasks, and waits in the selector when none is ready. */
    public static ChatServer onOneThread(int port, SlowReader slow) throws IOException {
        ServerSocketChannel server = bind(port);
        Poller poller = new Poller();
        CompletableFuture<Scheduler> made = new CompletableFuture<>();
        Thread thread = new Thread(() -> host(poller, made), "chat");
        thread.start();
        return new ChatServer(server, poller, made.join(), thread, slow);
    }

    /** Makes the scheduler on the thread that is to drive it, which so is its host from the beginning, and drives it. */
    private static void host(Poller poller, CompletableFuture<Scheduler> made) {
        CooperativeScheduler scheduler;
        try {
            scheduler = CooperativeScheduler.builder()
                    .name("chat")
                    .hosted()
                    .onReady(poller::wakeUp) // what others make ready ends the wait in the selector
                    .build();
        } catch (Throwable failure) {
            made.completeExceptionally(failure);
            throw failure;
        }
        made.complete(scheduler);
        poll(poller, scheduler, () -> scheduler.runFor(SLICE));
    }

    /** Starts a server on every core, with a thread beside them that waits in the selector and does nothing else. */
    public static ChatServer onEveryCore(int port, SlowReader slow) throws IOException {
        ServerSocketChannel server = bind(port);
        Poller poller = new Poller();
        Scheduler scheduler = ParallelScheduler.builder().name("chat").start();
        Thread thread = new Thread(() -> poll(poller, scheduler, () -> CooperativeScheduler.FOREVER), "selector");
        thread.start();
        return new ChatServer(server, poller, scheduler, thread, slow);
    }

    private static ServerSocketChannel bind(int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return ServerSocketChannel.open().bind(address, QUEUE); // so many may knock at once
    }

    /** Tells for how long the polling thread has nothing else to do. */
    @FunctionalInterface
    private interface Pause {
        Duration next();
    }

    private static void poll(Poller poller, Scheduler scheduler, Pause pause) {
        try (poller) {
            while (!scheduler.isTerminated()) poller.poll(pause.next());
        } catch (IOException broken) {
            throw new UncheckedIOException("the chat ends, as its selector is broken", broken);
        } finally {
            scheduler.shutdownNow(); // both have nothing to do, unless it is
            scheduler.close();
        }
    }

    private void accept(Fiber fiber, Awaitable acceptable) throws IOException {
        try (server) {
            for (int clients = 0; !scheduler.isClosing(); ) {
                try {
                    SocketChannel client = server.accept();
                    if (client == null) fiber.awaitAny(acceptable, scheduler.closing());
                    else serve(fiber, client, ++clients);
                } catch (IOException noSocket) { // the process has too many open, say, or the client has gone already
                    fiber.sleep(PAUSE);
                }
            }
        }
    }

    private void serve(Fiber fiber, SocketChannel client, int number) throws IOException {
        client.setOption(StandardSocketOptions.TCP_NODELAY, true); // a line is not to wait for the next one
        var ignored = fiber.submit("connection " + number, new Connection(poller.wire(client), rooms, slow, QUEUE));
    }

    /** Returns where it can be reached. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.socket().getLocalSocketAddress();
    }

    /** Closes it: see {@link #close(Duration)}; with some seconds of patience. */
    @Override
    public void close() {
        close(PATIENCE);
    }

    /**
     * Accepts nobody any more, tells all clients what there is for them to hear, and that the server closes, and ends. Clients that do not read all that
     * in time are disconnected.
     */
    public void close(Duration patience) {
        try {
            scheduler.close(patience);
        } catch (CloseTimeoutException late) {
            scheduler.close(); // they have been asked to cancel, and do not wait for anything then
        }
        poller.wakeUp();
        awaitEnd(thread);
    }

    private static void awaitEnd(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                if (interrupted) Thread.currentThread().interrupt();
                return;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
