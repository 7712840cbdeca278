package dev.secretariat.simulation.net;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Links that nothing passes, until it is healed: made by {@link Network#partition} and {@link Network#block}. A message is lost whose link is cut when it is sent or when it comes. A link that
 * several partitions cut is whole once all of them are healed.
 */
public final class Partition {
    private final String text;
    private final BiPredicate<String, String> cuts;
    private final Consumer<Partition> healed;

    private Partition(String text, BiPredicate<String, String> cuts, Consumer<Partition> healed) {
        this.text = text;
        this.cuts = cuts;
        this.healed = healed;
    }

    /** Returns one that separates some nodes from all others. */
    static Partition around(Set<String> side, Consumer<Partition> healed) {
        return new Partition(
                "partition of " + String.join(", ", new TreeSet<>(side)),
                (from, to) -> side.contains(from) != side.contains(to),
                healed);
    }

    /** Returns one that stops what one node sends to another, and nothing else. */
    static Partition between(String from, String to, Consumer<Partition> healed) {
        return new Partition(
                "partition from " + from + " to " + to,
                (sender, receiver) -> sender.equals(from) && receiver.equals(to),
                healed);
    }

    boolean cuts(String from, String to) {
        return cuts.test(from, to);
    }

    /** Lets messages pass again. Idempotent. */
    public void heal() {
        healed.accept(this);
    }

    @Override
    public String toString() {
        return text;
    }
}
