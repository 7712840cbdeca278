package dev.secretariat.examples.chat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is in which room. A room is there while somebody is in it.
 *
 * <p>Thread-safe: the map does what is done to one room one after the other, so all who are in it hear the same in the same order. To tell somebody
 * something never waits, so these locks are held for microseconds.
 */
final class Rooms {
    private final Map<String, Map<String, Listener>> rooms = new ConcurrentHashMap<>();

    /** Somebody who can be told something. */
    @FunctionalInterface
    interface Listener {
        /** Tells a line, with its end; does not wait. */
        void tell(byte[] line);
    }

    /** Lets somebody into a room, unless their name is taken there; returns whether they are in. */
    boolean join(String room, String name, Listener who) {
        boolean[] isIn = {false};
        rooms.compute(room, (same, before) -> {
            Map<String, Listener> members = before == null ? new LinkedHashMap<>() : before;
            isIn[0] = members.putIfAbsent(name, who) == null;
            if (isIn[0]) tell(members, "* " + name + " has joined");
            return members;
        });
        return isIn[0];
    }

    void say(String room, String name, String text) {
        rooms.computeIfPresent(room, (same, members) -> {
            tell(members, name + ": " + text);
            return members;
        });
    }

    void leave(String room, String name) {
        rooms.computeIfPresent(room, (same, members) -> {
            members.remove(name);
            tell(members, "* " + name + " has left");
            return members.isEmpty() ? null : members;
        });
    }

    /** Takes somebody out of a room without a word, as where all leave. */
    void leaveQuietly(String room, String name) {
        rooms.computeIfPresent(room, (same, members) -> {
            members.remove(name);
            return members.isEmpty() ? null : members;
        });
    }

    int count() {
        return rooms.size();
    }

    private static void tell(Map<String, Listener> members, String line) {
        byte[] bytes = encode(line); // once for all
        for (Listener member : members.values()) member.tell(bytes);
    }

    static byte[] encode(String line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
