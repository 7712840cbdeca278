package dev.secretariat.history;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationFailure;
import dev.secretariat.simulation.SimulationScheduler;
import dev.secretariat.sync.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Objects used by several fibers of a simulation, in many orders, and what their histories show. */
class CheckedObjectsTest {
    private static final int SEEDS = 300;

    private static final Model<List<String>, String, String> STACK = Model.of(List.of(), (stack, operation) -> {
        if (operation.startsWith("push")) return Next.of(Models.with(stack, operation.substring(4)));
        if (stack.isEmpty()) return Next.of(stack);
        int top = stack.size() - 1;
        return Next.of(stack.subList(0, top), stack.get(top));
    });

    private static final Model<Integer, String, Integer> COUNTER =
            Model.of(0, (count, operation) -> Next.of(count + 1, count));

    // ---- A stack by compare and swap (Treiber 1986), whose nodes may be used again too soon ----

    private static final class Node {
        private String value = "";
        private @Nullable Node below;
    }

    private static final class Stack {
        private final Deque<Node> free = new ArrayDeque<>();
        private final boolean reuses;
        private @Nullable Node top;

        Stack(boolean reuses) {
            this.reuses = reuses;
        }

        void push(Fiber fiber, String value) {
            Node node = free.isEmpty() ? new Node() : free.pop();
            node.value = value;
            while (true) {
                Node seen = top;
                node.below = seen;
                fiber.yieldNow();
                if (compareAndSet(seen, node)) return;
            }
        }

        @Nullable
        String pop(Fiber fiber) {
            while (true) {
                Node seen = top;
                if (seen == null) return null;
                Node below = seen.below;
                String value = seen.value;
                fiber.yieldNow();
                if (!compareAndSet(seen, below)) continue;
                if (reuses) free.push(seen);
                return value;
            }
        }

        private boolean compareAndSet(@Nullable Node seen, @Nullable Node next) {
            if (top != seen) return false;
            top = next;
            return true;
        }
    }

    private static Simulation stacks(boolean reuses) {
        return Simulation.of(simulation -> {
            Stack stack = new Stack(reuses);
            History<String, @Nullable String> history = History.of(simulation.ticker());
            for (int i = 0; i < 3; i++) {
                String value = "" + i;
                Client<String, @Nullable String> client = history.client("c" + i);
                simulation.submit(client.toString(), Fibers.run(fiber -> {
                    client.run("push" + value, () -> stack.push(fiber, value));
                    client.call("pop", () -> stack.pop(fiber));
                    client.run("push" + value, () -> stack.push(fiber, value));
                    client.call("pop", () -> stack.pop(fiber));
                }));
            }
            simulation.run();
            Checker.of(STACK).check(history);
        });
    }

    @Test
    void aStackWhoseNodesAreUsedAgainTooSoon() {
        stacks(false).check(SEEDS);
        SimulationFailure failure =
                assertThrows(SimulationFailure.class, () -> stacks(true).check(SEEDS));
        assertInstanceOf(HistoryFailure.class, failure.getCause());
        assertTrue(failure.getMessage().contains("fails: the history is not linearizable: c"), failure::getMessage);
        assertTrue(failure.getMessage().contains("pop returned"), failure::getMessage);
        int steps = failure.run().schedule().switches();
        assertTrue(failure.smallest().schedule().switches() < steps, "was made small, from " + steps);
    }

    // ---- The library's channel ----

    private static void channel(SimulationScheduler simulation, Supplier<Channel<String>> made, int capacity) {
        Channel<String> channel = made.get();
        History<String, @Nullable String> history = History.of(simulation.ticker());
        for (int i = 0; i < 3; i++) {
            String name = "" + i;
            simulation.submit("puts " + i, Fibers.run(fiber -> {
                Client<String, @Nullable String> client = history.client("puts " + name);
                for (String element : List.of(name + "1", name + "2", name + "3")) {
                    client.run("put" + element, () -> channel.put(fiber, element));
                }
            }));
            simulation.submit("takes " + i, Fibers.run(fiber -> {
                Client<String, @Nullable String> client = history.client("takes " + name);
                for (int k = 0; k < 2; k++) client.call("take", () -> channel.take(fiber));
                client.call("poll", () -> channel.poll());
            }));
        }
        simulation.run();
        Model<List<String>, String, @Nullable String> model = Model.of(List.of(), (queue, operation) -> {
            if (operation.startsWith("put")) {
                return queue.size() < capacity ? Next.of(Models.with(queue, operation.substring(3))) : Next.blocked();
            }
            if (!queue.isEmpty()) return Next.of(queue.subList(1, queue.size()), queue.get(0));
            return operation.equals("take") ? Next.blocked() : Next.of(queue);
        });
        Checker.of(model).check(history);
        while (channel.poll() != null) simulation.run(); // polls that got nothing have left too much in it
    }

    @Test
    void channelsAreLinearizable() {
        Simulation.of(simulation -> channel(simulation, Channel::unbounded, Integer.MAX_VALUE))
                .check(SEEDS);
        Simulation.of(simulation -> channel(simulation, () -> Channel.bounded(2), 2))
                .workers(2)
                .check(SEEDS);
    }

    @Test
    void butNotAsSmallerOnes() {
        SimulationFailure failure = assertThrows(
                SimulationFailure.class,
                () -> Simulation.of(simulation -> channel(simulation, () -> Channel.bounded(3), 2))
                        .check(SEEDS));
        assertInstanceOf(HistoryFailure.class, failure.getCause());
    }

    // ---- A register with copies: reads are local, writes are told to all in one order (Attiya and Welch 1994) ----

    private static final class Copies {
        private final List<String> written = new ArrayList<>();

        void write(Fiber fiber, int[] applied, String value) {
            written.add(value);
            int mine = written.size();
            while (applied[0] < mine) {
                fiber.yieldNow();
                applied[0]++;
            }
        }

        String read(int[] applied) {
            return applied[0] == 0 ? "0" : written.get(applied[0] - 1);
        }
    }

    private static Simulation copies(Consistency consistency) {
        return Simulation.of(simulation -> {
            Copies copies = new Copies();
            History<String, String> history = History.of(simulation.ticker());
            for (int i = 0; i < 3; i++) {
                String name = "" + (i + 1);
                Client<String, String> client = history.client("c" + i);
                int[] applied = new int[1];
                simulation.submit(Fibers.run(fiber -> {
                    for (String value : List.of(name + "1", name + "2")) {
                        client.run("w" + value, () -> copies.write(fiber, applied, value));
                        fiber.yieldNow();
                        client.call("r", () -> copies.read(applied));
                        fiber.yieldNow();
                    }
                }));
            }
            simulation.run();
            Checker.of(Models.REGISTER).consistency(consistency).check(history);
        });
    }

    @Test
    void aRegisterWithCopiesIsSequentiallyConsistentAndNotLinearizable() {
        copies(Consistency.SEQUENTIAL).check(SEEDS);
        assertThrows(
                SimulationFailure.class, () -> copies(Consistency.LINEARIZABLE).check(SEEDS));
    }

    // ---- A counting network of one balancer (Aspnes, Herlihy and Shavit 1994) ----

    private static Simulation network(Consistency consistency) {
        return Simulation.of(simulation -> {
            int[] next = {0, 1};
            int[] entered = {0};
            History<String, Integer> history = History.of(simulation.ticker());
            for (int i = 0; i < 4; i++) {
                Client<String, Integer> client = history.client("c" + i);
                simulation.submit(Fibers.run(fiber -> {
                    for (int k = 0; k < 3; k++) {
                        client.call("next", () -> {
                            int wire = entered[0]++ % 2;
                            fiber.yieldNow();
                            next[wire] += 2;
                            return next[wire] - 2;
                        });
                    }
                }));
            }
            simulation.run();
            Checker.of(COUNTER).consistency(consistency).check(history);
        });
    }

    @Test
    void aCountingNetworkIsQuiescentlyConsistentAndNothingMore() {
        network(Consistency.QUIESCENT).check(SEEDS);
        assertThrows(
                SimulationFailure.class, () -> network(Consistency.LINEARIZABLE).check(SEEDS));
        assertThrows(
                SimulationFailure.class, () -> network(Consistency.SEQUENTIAL).check(SEEDS));
    }
}
