package dev.secretariat.examples.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The protocol over sockets, on one thread and on every core. */
@Timeout(120)
class ChatServerTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    /** Where the server runs. */
    enum Place {
        ONE_THREAD,
        EVERY_CORE;

        ChatServer start(SlowReader slow) throws IOException {
            return this == ONE_THREAD ? ChatServer.onOneThread(0, slow) : ChatServer.onEveryCore(0, slow);
        }
    }

    /** Joins a room, and waits until others can hear of it. */
    private static ChatClient join(ChatServer server, String room, String name) throws IOException {
        return join(new ChatClient(server.address()), room, name);
    }

    /** Joins, with hardly any room for what is not heard. */
    private static ChatClient joinDeaf(ChatServer server) throws IOException {
        return join(new ChatClient(server.address(), 4 * 1024), "lobby", "Deaf");
    }

    private static ChatClient join(ChatClient client, String room, String name) throws IOException {
        client.say("JOIN " + room + " " + name);
        hearUntil(client, "* " + name + " has joined");
        return client;
    }

    private static void hearUntil(ChatClient client, String last) throws IOException {
        List<String> heard = new ArrayList<>();
        String line;
        do {
            line = client.hear();
            heard.add(line);
        } while (line != null && !line.equals(last));
        assertEquals(last, line, heard::toString);
    }

    @ParameterizedTest
    @EnumSource
    void aClientJoinsSaysHearsAndLeaves(Place place) throws IOException {
        try (ChatServer server = place.start(SlowReader.IS_DROPPED);
                ChatClient ada = join(server, "lobby", "Ada");
                ChatClient bob = join(server, "lobby", "Bob");
                ChatClient eve = join(server, "kitchen", "Eve")) {
            assertEquals("* Bob has joined", ada.hear());
            ada.say("SAY Guten Tag, \u00e4h \u20ac \ud83d\ude42");
            assertEquals("Ada: Guten Tag, \u00e4h \u20ac \ud83d\ude42", ada.hear());
            assertEquals("Ada: Guten Tag, \u00e4h \u20ac \ud83d\ude42", bob.hear());
            bob.say("LEAVE").say("SAY lost").say("QUIT");
            assertEquals("* Bob has left", ada.hear());
            assertEquals("! JOIN a room first", bob.hear());
            assertEquals("* good bye", bob.hear());
            assertNull(bob.hear());
            eve.say("SAY nobody here?");
            assertEquals("Eve: nobody here?", eve.hear());
        }
    }

    @ParameterizedTest
    @EnumSource
    void linesComeInPiecesAndManyAtOnce(Place place) throws IOException {
        try (ChatServer server = place.start(SlowReader.IS_DROPPED);
                ChatClient ada = new ChatClient(server.address())) {
            for (String piece : List.of("JO", "IN lob", "by A", "da\r", "\nSAY one\nSAY two\nSA", "Y three\n")) {
                ada.send(piece);
            }
            assertEquals("* Ada has joined", ada.hear());
            for (String number : List.of("one", "two", "three")) assertEquals("Ada: " + number, ada.hear());
            ada.send("SAY without an end");
            ada.endOutput();
            assertEquals("* good bye", ada.hear());
            assertNull(ada.hear());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLineThatIsTooLongEndsTheConnection(Place place) throws IOException {
        try (ChatServer server = place.start(SlowReader.IS_DROPPED);
                ChatClient ada = join(server, "lobby", "Ada");
                ChatClient bob = join(server, "lobby", "Bob")) {
            bob.send("x".repeat(Lines.MAX_BYTES));
            assertEquals("! a line has 512 bytes at most", bob.hear());
            assertNull(bob.hear());
            hearUntil(ada, "* Bob has left");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoBreaksOffHasLeft(Place place) throws IOException {
        try (ChatServer server = place.start(SlowReader.IS_DROPPED);
                ChatClient ada = join(server, "lobby", "Ada")) {
            for (int i = 0; i < 50; i++) {
                ChatClient bob = join(server, "lobby", "Bob");
                ada.say("SAY something to be lost");
                bob.send("SAY hal");
                bob.breakOff();
                hearUntil(ada, "* Bob has left");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void fiveHundredChatAtOnce(Place place) throws IOException {
        List<ChatClient> clients = new ArrayList<>();
        try (ChatServer server = place.start(SlowReader.IS_DROPPED)) {
            for (int i = 0; i < 500; i++) clients.add(new ChatClient(server.address()));
            for (int i = 0; i < 500; i++) clients.get(i).say("JOIN lobby c" + i);
            for (int i = 0; i < 500; i++) hearUntil(clients.get(i), "* c" + i + " has joined");
            for (ChatClient client : clients) client.say("SAY hello");
            List<String> conversation = said(clients.get(0), 500);
            assertEquals(500, conversation.stream().distinct().count());
            for (ChatClient client : clients.subList(1, 500)) assertEquals(conversation, said(client, 500));
            for (ChatClient client : clients.subList(1, 500)) client.say("QUIT");
            for (ChatClient client : clients.subList(1, 500)) hearUntil(client, "* good bye");
            clients.get(0).say("SAY alone");
            hearUntil(clients.get(0), "c0: alone");
        } finally {
            for (ChatClient client : clients) client.close();
        }
    }

    /** Hears so many lines that somebody has said. */
    private static List<String> said(ChatClient client, int count) throws IOException {
        List<String> said = new ArrayList<>();
        while (said.size() < count) {
            String line = client.hear();
            assertTrue(line != null, said::toString);
            if (!line.startsWith("*")) said.add(line);
        }
        return said;
    }

    /** What one says who talks to one who does not read, more than the sockets hold: it is to be heard by the one who does. */
    private static int talkToADeafOne(ChatClient ada) throws IOException {
        int lines = 20_000; // of five hundred bytes
        for (int i = 0; i < lines; i++) {
            ada.say("SAY " + i + " " + "x".repeat(490));
            assertEquals(i, number(ada.hear()));
        }
        return lines;
    }

    private static int number(String line) {
        return Integer.parseInt(line.replaceAll("[^0-9]", ""));
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesNotReadIsDropped(Place place) throws IOException {
        try (ChatServer server = place.start(SlowReader.IS_DROPPED);
                ChatClient deaf = joinDeaf(server);
                ChatClient ada = join(server, "lobby", "Ada")) {
            String line = "";
            for (int i = 0; !"* Deaf has left".equals(line); i++) {
                ada.say("SAY " + i + " " + "x".repeat(480));
                line = ada.hear();
                assertTrue(i < 1_000_000, "the deaf one has heard all that");
            }
            deaf.say("SAY still here?");
            ada.say("SAY no");
            String answer;
            do answer = ada.hear();
            while (!answer.equals("Ada: no") && !answer.startsWith("Deaf"));
            assertEquals("Ada: no", answer);
        }
    }

    @ParameterizedTest
    @EnumSource
    void orMissesTheOldest(Place place) throws IOException {
        try (ChatServer server = place.start(SlowReader.MISSES_THE_OLDEST);
                ChatClient deaf = joinDeaf(server);
                ChatClient ada = join(server, "lobby", "Ada")) {
            int lines = talkToADeafOne(ada);
            assertEquals("* Ada has joined", deaf.hear());
            int heard = 0;
            int last = -1;
            while (last < lines - 1) {
                int number = number(deaf.hear());
                assertTrue(number > last, "in order");
                last = number;
                heard++;
            }
            assertTrue(heard < lines, "all was heard");
        }
    }

    // ---- The end ----

    @ParameterizedTest
    @EnumSource
    void atTheEndAllIsToldThatWasSaid(Place place) throws IOException {
        List<ChatClient> clients = new ArrayList<>();
        InetSocketAddress address;
        try (ChatServer server = place.start(SlowReader.IS_DROPPED)) {
            address = server.address();
            for (int i = 0; i < 20; i++) clients.add(join(server, "lobby", "c" + i));
            for (int i = 0; i < 100; i++) {
                clients.get(0).say("SAY " + i);
                if (i == 99) hearUntil(clients.get(0), "c0: 99");
            }
            server.close(LONG);
        }
        for (ChatClient client : clients) {
            if (client != clients.get(0)) hearUntil(client, "c0: 99");
            assertEquals("* the server closes", client.hear());
            assertNull(client.hear());
            client.close();
        }
        assertThrows(ConnectException.class, () -> new ChatClient(address).close());
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesNotReadHoldsTheEndUpNoLongerThanItsPatience(Place place) throws IOException {
        ChatServer server = place.start(SlowReader.MISSES_THE_OLDEST);
        try (ChatClient deaf = joinDeaf(server);
                ChatClient ada = join(server, "lobby", "Ada")) {
            int lines = talkToADeafOne(ada);
            server.close(Duration.ofMillis(100));
            assertEquals("* the server closes", ada.hear());
            assertThrows(AssertionError.class, () -> hearUntil(deaf, "* the server closes"), () -> lines + " lines");
        }
    }
}
