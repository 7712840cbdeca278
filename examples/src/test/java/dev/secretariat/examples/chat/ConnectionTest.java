package dev.secretariat.examples.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.simulation.SimulationScheduler;
import dev.secretariat.sync.Latch;
import dev.secretariat.testkit.SimulationTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Connections by seed, without a socket: bytes come in pieces, and everything in any order. */
class ConnectionTest {
    /** On its way in one direction: less than a line. */
    private static final int ROOM = 20;

    /** A server, and those who are connected to it. */
    private static final class House {
        private final SimulationScheduler simulation;
        private final SplittableRandom random;
        private final Rooms rooms = new Rooms();
        private final SlowReader slow;
        private final int queue;
        private final List<TaskHandle<Void>> connections = new ArrayList<>();

        House(SimulationScheduler simulation, SlowReader slow, int queue) {
            this.simulation = simulation;
            this.random = new SplittableRandom(simulation.seed());
            this.slow = slow;
            this.queue = queue;
        }

        SimulatedClient connect() {
            SimulatedWire[] ends = SimulatedWire.pair(random, ROOM);
            connections.add(
                    simulation.submit("connection " + connections.size(), new Connection(ends[0], rooms, slow, queue)));
            return new SimulatedClient(ends[1]);
        }

        void requireEmpty() {
            assertEquals(0, rooms.count());
            for (TaskHandle<Void> connection : connections) assertTrue(connection.isDone(), connection::name);
        }
    }

    @SimulationTest(seeds = 200)
    void aClientJoinsSaysHearsAndLeaves(SimulationScheduler simulation) {
        House house = new House(simulation, SlowReader.IS_DROPPED, 10);
        SimulatedClient ada = house.connect();
        simulation.submit("ada", Fibers.run(fiber -> {
            for (String line :
                    List.of("SAY ?", "JOIN lobby Ada", "SAY  hello, you", "LEAVE", "SAY", "NOTHING", "QUIT")) {
                ada.say(fiber, line);
            }
            ada.hearAll(fiber);
        }));
        simulation.run();
        String help = "! there is JOIN room name, SAY text, LEAVE, and QUIT";
        assertEquals(
                List.of("! JOIN a room first", "* Ada has joined", "Ada:  hello, you", help, help, "* good bye"),
                ada.heard);
        house.requireEmpty();
    }

    /** Those in a room hear the same, in the same order, and nobody else hears it. */
    @SimulationTest(seeds = 200, workers = 2)
    void allInARoomHearTheSame(SimulationScheduler simulation) {
        House house = new House(simulation, SlowReader.IS_DROPPED, 100);
        Latch allIn = new Latch(4);
        List<SimulatedClient> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String name = "c" + i;
            String room = i < 3 ? "lobby" : "kitchen";
            SimulatedClient client = house.connect();
            clients.add(client);
            simulation.submit(name, Fibers.run(fiber -> {
                client.say(fiber, "JOIN " + room + " " + name);
                client.hearUntil(fiber, "* " + name + " has joined");
                allIn.countDown();
                allIn.await(fiber);
                for (int line = 0; line < 3; line++) client.say(fiber, "SAY " + line);
            }));
            simulation.submit("ears of " + name, Fibers.run(fiber -> {
                allIn.await(fiber);
                client.hearAll(fiber);
            }));
        }
        simulation.submit("the end", Fibers.run(fiber -> {
            for (int i = 0; i < 4; i++) {
                int lines = i < 3 ? 9 : 3; // one is alone in its room
                while (said(clients.get(i)).size() < lines) fiber.sleep(Duration.ofSeconds(1));
            }
            simulation.shutdown();
        }));
        simulation.run();
        List<String> conversation = said(clients.get(0));
        assertEquals(conversation, said(clients.get(1)));
        assertEquals(conversation, said(clients.get(2)));
        for (int i = 0; i < 3; i++) {
            String name = "c" + i + ": ";
            assertEquals(
                    List.of(name + 0, name + 1, name + 2),
                    conversation.stream().filter(line -> line.startsWith(name)).toList());
        }
        assertEquals(List.of("c3: 0", "c3: 1", "c3: 2"), said(clients.get(3)));
        for (SimulatedClient client : clients) {
            assertEquals("* the server closes", client.heard.get(client.heard.size() - 1));
        }
        house.requireEmpty();
    }

    private static List<String> said(SimulatedClient client) {
        return client.heard.stream().filter(line -> line.startsWith("c")).toList();
    }

    @SimulationTest(seeds = 200)
    void aNameIsTakenOnceInARoom(SimulationScheduler simulation) {
        House house = new House(simulation, SlowReader.IS_DROPPED, 10);
        SimulatedClient first = house.connect();
        SimulatedClient second = house.connect();
        simulation.submit("both", Fibers.run(fiber -> {
            first.say(fiber, "JOIN lobby Ada");
            first.hearUntil(fiber, "* Ada has joined");
            second.say(fiber, "JOIN lobby Ada");
            second.hearUntil(fiber, "! Ada is in lobby already: choose another name");
            second.say(fiber, "JOIN kitchen Ada");
            second.hearUntil(fiber, "* Ada has joined");
            first.wire.endOutput();
            second.wire.endOutput();
            first.hearAll(fiber);
            second.hearAll(fiber);
        }));
        simulation.run();
        assertEquals(List.of("* Ada has joined", "* good bye"), first.heard);
        house.requireEmpty();
    }

    @SimulationTest(seeds = 200)
    void aLineWithoutAnEndEndsTheConnection(SimulationScheduler simulation) {
        House house = new House(simulation, SlowReader.IS_DROPPED, 10);
        SimulatedClient client = house.connect();
        simulation.submit("mouth", Fibers.run(fiber -> {
            client.say(fiber, "SAY " + "x".repeat(Lines.MAX_BYTES - 6)); // the longest there may be
            try {
                client.say(fiber, "SAY " + "x".repeat(3 * Lines.MAX_BYTES));
            } catch (IOException closed) {
                // it has been told before it could say all that
            }
        }));
        simulation.submit("ears", Fibers.run(client::hearAll));
        simulation.run();
        assertEquals(List.of("! JOIN a room first", "! a line has 512 bytes at most"), client.heard);
        house.requireEmpty();
    }

    @SimulationTest(seeds = 200, workers = 2)
    void aConnectionThatBreaksLeavesTheRoom(SimulationScheduler simulation) {
        House house = new House(simulation, SlowReader.IS_DROPPED, 100);
        SimulatedClient stays = house.connect();
        SimulatedClient breaks = house.connect();
        Latch isIn = new Latch(1);
        simulation.submit("stays", Fibers.run(fiber -> {
            stays.say(fiber, "JOIN lobby Ada");
            stays.hearUntil(fiber, "* Ada has joined");
            isIn.countDown();
            stays.hearUntil(fiber, "* Bob has left");
            stays.say(fiber, "QUIT");
            stays.hearAll(fiber);
        }));
        simulation.submit("breaks", Fibers.run(fiber -> {
            isIn.await(fiber);
            breaks.say(fiber, "JOIN lobby Bob");
            breaks.hearUntil(fiber, "* Bob has joined");
            for (int i = house.random.nextInt(10); i > 0; i--) fiber.yieldNow();
            breaks.wire.breakOff();
        }));
        simulation.run();
        assertEquals(List.of("* Ada has joined", "* Bob has joined", "* Bob has left", "* good bye"), stays.heard);
        house.requireEmpty();
    }

    // ---- Those who do not read ----

    /** Somebody who talks to one who does not read, and hears all of it; returns the other one. */
    private static SimulatedClient talkToADeafOne(House house, int lines) {
        SimulatedClient deaf = house.connect();
        SimulatedClient talks = house.connect();
        house.simulation.submit("talks", Fibers.run(fiber -> {
            deaf.say(fiber, "JOIN lobby Deaf");
            deaf.hearUntil(fiber, "* Deaf has joined");
            talks.say(fiber, "JOIN lobby Ada");
            for (int i = 0; i < lines; i++) {
                talks.say(fiber, "SAY " + i);
                talks.hearUntil(fiber, "Ada: " + i);
            }
            talks.say(fiber, "QUIT");
            talks.hearAll(fiber);
            assertEquals(
                    IntStream.range(0, lines).mapToObj(i -> "Ada: " + i).toList(),
                    talks.heard.stream().filter(line -> line.startsWith("Ada")).toList());
            deaf.hearAll(fiber);
        }));
        return deaf;
    }

    @SimulationTest(seeds = 20, workers = 2)
    void whoDoesNotReadIsDropped(SimulationScheduler simulation) {
        House house = new House(simulation, SlowReader.IS_DROPPED, 5);
        SimulatedClient deaf = talkToADeafOne(house, 700);
        simulation.run();
        assertTrue(deaf.isOver);
        assertFalse(deaf.heard.contains("Ada: 699"));
        house.requireEmpty();
    }

    @SimulationTest(seeds = 20, workers = 2)
    void orMissesTheOldest(SimulationScheduler simulation) {
        House house = new House(simulation, SlowReader.MISSES_THE_OLDEST, 5);
        SimulatedClient deaf = talkToADeafOne(house, 700);
        simulation.submit("the end", Fibers.run(fiber -> {
            while (!deaf.heard.contains("* Ada has left")) fiber.sleep(Duration.ofSeconds(1));
            simulation.shutdown();
        }));
        simulation.run();
        List<String> last = IntStream.range(696, 700).mapToObj(i -> "Ada: " + i).toList();
        assertTrue(deaf.heard.containsAll(last), deaf.heard::toString);
        assertTrue(deaf.heard.size() < 700, deaf.heard::toString);
        house.requireEmpty();
    }

    @SimulationTest(seeds = 200)
    void aCancelClosesTheWire(SimulationScheduler simulation) {
        House house = new House(simulation, SlowReader.IS_DROPPED, 5);
        SimulatedClient client = house.connect();
        simulation.submit("client", Fibers.run(fiber -> {
            client.say(fiber, "JOIN lobby Ada");
            for (int i = house.random.nextInt(20); i > 0; i--) fiber.yieldNow();
            house.connections.get(0).cancel();
            client.hearAll(fiber);
        }));
        simulation.run();
        assertEquals(TaskState.CANCELLED, house.connections.get(0).state());
        house.requireEmpty();
    }
}
