package dev.secretariat.examples.chat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client, for threads that may block. Not thread-safe. */
final class ChatClient implements AutoCloseable {
    /** How long to wait for a line before that counts as a failure. */
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket = new Socket();
    private final BufferedReader reader;

    ChatClient(InetSocketAddress server) throws IOException {
        this(server, 64 * 1024);
    }

    /**
     * Connects.
     *
     * @param buffer how many bytes the socket keeps that have not been heard
     */
    ChatClient(InetSocketAddress server, int buffer) throws IOException {
        socket.setReceiveBufferSize(buffer);
        socket.setTcpNoDelay(true);
        socket.connect(server);
        socket.setSoTimeout(PATIENCE_MILLIS);
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Sends a line. */
    ChatClient say(String line) throws IOException {
        return send(line + "\n");
    }

    /** Sends a text as it is. */
    ChatClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Waits for the next line; null if the server has closed the connection. */
    @Nullable
    String hear() throws IOException {
        return reader.readLine();
    }

    /** Says that nothing will come any more, and can still hear. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Breaks the connection: what is on its way gets lost. */
    void breakOff() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
