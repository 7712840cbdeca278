package dev.secretariat.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Objects with operations of a word, such as {@code w1}, {@code put1} or {@code take}. */
final class Models {
    /** Reads, writes, and {@code s12}: from 1 to 2, or it fails. */
    static final Model<String, String, String> REGISTER = Model.of("0", Models::register);

    /** Puts, takes that wait, and polls that do not. */
    static final Model<List<String>, String, String> QUEUE = Model.of(List.of(), (queue, operation) -> {
        if (operation.startsWith("put")) return Next.of(with(queue, operation.substring(3)));
        if (!queue.isEmpty()) return Next.of(queue.subList(1, queue.size()), queue.get(0));
        return operation.equals("take") ? Next.blocked() : Next.of(queue, "none");
    });

    /** Puts, and takes of any element; the states are sorted lists. */
    static final Model<List<String>, String, String> BAG = Model.judging(List.of(), (bag, operation, observed) -> {
        if (operation.startsWith("put")) return List.of(sorted(with(bag, operation.substring(3))));
        return bag.stream()
                .distinct()
                .filter(observed::mayBe)
                .map(taken -> without(bag, taken))
                .toList();
    });

    /** Registers {@code x} and {@code y}: {@code xw1}, {@code yr}. */
    static final Model<String, String, String> REGISTERS = registers();

    private static Model<String, String, String> registers() {
        return Model.<String, String, String>of("0", (value, operation) -> register(value, operation.substring(1)))
                .byKey(operation -> operation.charAt(0));
    }

    /** The same as one object. */
    static final Model<Map<String, String>, String, String> REGISTERS_AS_ONE =
            Model.of(Map.of("x", "0", "y", "0"), (values, operation) -> {
                String which = operation.substring(0, 1);
                String value = values.get(which);
                String what = operation.substring(1);
                if (what.equals("r")) return Next.of(values, value);
                if (what.startsWith("w")) return Next.of(set(values, which, what.substring(1)));
                boolean fits = value.equals(what.substring(1, 2));
                return fits ? Next.of(set(values, which, what.substring(2)), "yes") : Next.of(values, "no");
            });

    private Models() {}

    private static Next<String, String> register(String value, String operation) {
        if (operation.equals("r")) return Next.of(value, value);
        if (operation.startsWith("w")) return Next.of(operation.substring(1));
        boolean fits = value.equals(operation.substring(1, 2));
        return fits ? Next.of(operation.substring(2), "yes") : Next.of(value, "no");
    }

    private static Map<String, String> set(Map<String, String> values, String which, String value) {
        Map<String, String> set = new HashMap<>(values);
        set.put(which, value);
        return set;
    }

    static <T> List<T> with(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return List.copyOf(longer);
    }

    static <T> List<T> without(List<T> list, T element) {
        List<T> shorter = new ArrayList<>(list);
        shorter.remove(element);
        return List.copyOf(shorter);
    }

    private static List<String> sorted(List<String> list) {
        List<String> sorted = new ArrayList<>(list);
        Collections.sort(sorted);
        return List.copyOf(sorted);
    }
}
