package dev.secretariat.examples.chat;

import dev.secretariat.examples.command.ExampleCommand;
import dev.secretariat.examples.command.WholeNumber;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets many clients chat on this machine, or serves those who come. */
@Command(
        name = "chat",
        description = "A chat server: lets some hundred clients on this machine chat, on one thread and on every core.")
public final class ChatCommand extends ExampleCommand {
    @Option(
            names = "--clients",
            order = 1,
            paramLabel = "N",
            converter = WholeNumber.UpToThousand.class,
            description = "How many clients; by default 500.")
    private int clients = 500;

    @Option(
            names = "--port",
            order = 2,
            paramLabel = "PORT",
            description =
                    "Serve those who come there instead, for instance by 'nc localhost PORT', until the command is ended.")
    private @Nullable Integer port;

    /** A way to start a server. */
    private interface Start {
        ChatServer on(int port, SlowReader slow) throws IOException;
    }

    @Override
    public boolean run(PrintStream out) throws IOException, InterruptedException {
        if (port != null) return serve(port, out);
        return chat("on one thread", ChatServer::onOneThread, out)
                && chat("on every core", ChatServer::onEveryCore, out);
    }

    private static boolean serve(int port, PrintStream out) throws IOException, InterruptedException {
        try (ChatServer server = ChatServer.onEveryCore(port, SlowReader.IS_DROPPED)) {
            out.println("JOIN room name, SAY text, LEAVE, and QUIT: at " + server.address());
            Thread.currentThread().join(); // until it is interrupted, or the process ends
            return true;
        } catch (BindException taken) {
            out.println("port " + port + ": " + taken.getMessage());
            return false;
        }
    }

    /** Lets each client say a line, which all hear. */
    private boolean chat(String how, Start start, PrintStream out) throws IOException {
        List<ChatClient> all = new ArrayList<>();
        long heard = 0;
        double millis;
        try (ChatServer server = start.on(0, SlowReader.IS_DROPPED)) {
            for (int i = 0; i < clients; i++) {
                ChatClient client = new ChatClient(server.address());
                all.add(client);
                client.say("JOIN lobby c" + i);
                hearUntil(client, "* c" + i + " has joined"); // so that all are in before somebody speaks
            }
            long begin = System.nanoTime();
            for (ChatClient client : all) client.say("SAY hello");
            for (ChatClient client : all) heard += hearGreetings(client);
            millis = (System.nanoTime() - begin) / 1e6;
        } finally {
            for (ChatClient client : all) client.close();
        }
        out.printf(Locale.ENGLISH, "%,d clients, %s: %,d lines heard in %.0f ms%n", clients, how, heard, millis);
        return heard == (long) clients * clients;
    }

    private int hearGreetings(ChatClient client) throws IOException {
        int greetings = 0;
        String line;
        while (greetings < clients && (line = client.hear()) != null) {
            if (line.endsWith(": hello")) greetings++;
        }
        return greetings;
    }

    private static void hearUntil(ChatClient client, String last) throws IOException {
        String line;
        do line = client.hear();
        while (line != null && !line.equals(last));
    }
}
