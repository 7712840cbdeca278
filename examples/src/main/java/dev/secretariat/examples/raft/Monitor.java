package dev.secretariat.examples.raft;

import dev.secretariat.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sees all replicas at once, as none of them can, and whether what they do together is right. */
final class Monitor {
    private final Map<Integer, String> leaders = new HashMap<>();
    private final List<Entry> log = new ArrayList<>();

    /** Fails with the first thing that is wrong; succeeds once all is done. */
    private final Promise<Boolean> end = new Promise<>();

    Promise<Boolean> end() {
        return end;
    }

    /** Election safety: there is one leader in a term. */
    void elected(String name, int term) {
        String other = leaders.putIfAbsent(term, name);
        if (other != null) end.fail(new AssertionError("two leaders in term " + term + ": " + other + " and " + name));
    }

    /** State machine safety: what one has committed, no other commits differently, whoever leads and whatever crashes. */
    void committed(String name, int index, Entry entry) {
        if (index > log.size()) log.add(entry);
        Entry known = log.get(index - 1);
        if (known.equals(entry)) return;
        end.fail(new AssertionError(
                "entry " + index + " was committed as " + known + ", and by " + name + " as " + entry));
    }

    /** Durability: what a client was told to be committed, is. */
    void acknowledged(String command) {
        if (log.stream().anyMatch(entry -> entry.command().equals(command))) return;
        end.fail(new AssertionError("'" + command + "' was acknowledged, but never committed"));
    }

    void done() {
        end.succeed(true);
    }
}
