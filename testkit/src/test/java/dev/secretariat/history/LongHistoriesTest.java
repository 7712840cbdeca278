package dev.secretariat.history;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Thousands of operations by eight clients. What a search costs is told by the configurations that it looks at, which do not depend on the
 * machine.
 */
class LongHistoriesTest {
    private static final int CLIENTS = 8;

    private static final Model<String, String, String> REGISTER =
            Model.of("0", (value, operation) -> operation.equals("r") ? Next.of(value, value) : Next.of(operation, ""));

    private static final Model<List<String>, String, String> QUEUE = Model.of(List.of(), (queue, operation) -> {
        if (operation.startsWith("put")) return Next.of(Models.with(queue, operation), "");
        if (queue.isEmpty()) return Next.of(queue, "none");
        return Next.of(queue.subList(1, queue.size()), queue.get(0));
    });

    /** One client: it calls, the call takes effect, it returns, and again. */
    private static final class Caller {
        private final Client<String, String> client;
        private String operation = "";
        private Call<String, String> call;
        private String result;

        Caller(Client<String, String> client) {
            this.client = client;
        }

        boolean isIdle() {
            return call == null;
        }

        void begin(String next) {
            operation = next;
            call = client.begin(next);
        }

        /** Takes effect, or returns; returns whether that was the end. */
        boolean goOn(Function<String, String> object) {
            if (result == null) {
                result = object.apply(operation);
                return false;
            }
            call.returned(result);
            call = null;
            result = null;
            return true;
        }
    }

    /** @param idle how often a client does nothing between two calls when it is its turn */
    private static History<String, String> history(
            int length, double idle, Function<RandomGenerator, String> operations, Function<String, String> object) {
        RandomGenerator random = new SplittableRandom(17);
        History<String, String> history = History.of(() -> 0);
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) callers.add(new Caller(history.client("c" + i)));
        for (int done = 0; done < length; ) {
            Caller caller = callers.get(random.nextInt(CLIENTS));
            if (!caller.isIdle()) done += caller.goOn(object) ? 1 : 0;
            else if (random.nextDouble() >= idle) caller.begin(operations.apply(random));
        }
        return history;
    }

    /** All clients call all the time. */
    private static History<String, String> ofARegister(int length) {
        String[] value = {"0"};
        return history(length, 0, random -> random.nextBoolean() ? "r" : "w" + random.nextInt(5), operation -> {
            if (operation.equals("r")) return value[0];
            value[0] = operation;
            return "";
        });
    }

    /** All elements differ, and there are some two in it; some three clients call at any time. */
    private static History<String, String> ofAQueue(int length) {
        Deque<String> queue = new ArrayDeque<>();
        int[] last = new int[1];
        Function<RandomGenerator, String> operations =
                random -> random.nextInt(4) < 4 - queue.size() ? "put" + last[0]++ : "poll";
        return history(length, 0.8, operations, operation -> {
            if (operation.equals("poll")) return queue.isEmpty() ? "none" : queue.remove();
            queue.add(operation);
            return "";
        });
    }

    private static void assertFits(Model<?, String, String> model, History<String, String> history) {
        for (Consistency consistency : Consistency.values()) {
            Verdict verdict = Checker.of(model).consistency(consistency).verdict(history);
            assertTrue(verdict.isConsistent(), consistency::toString);
            assertTrue(verdict.configurations() < 200_000, () -> verdict.configurations() + " configurations");
        }
    }

    private static void assertDoesNotFit(Model<?, String, String> model, History<String, String> history) {
        Verdict verdict = Checker.of(model).verdict(history);
        assertFalse(
                verdict.isConsistent() || verdict.isUndecided(), () -> verdict.configurations() + " configurations");
    }

    @Test
    void required_H2_tenThousandOperationsOfARegister() {
        History<String, String> history = ofARegister(10_000);
        assertFits(REGISTER, history);
        history.client("late").begin("r").returned("9");
        assertDoesNotFit(REGISTER, history);
    }

    @Test
    void required_H2_fourThousandOperationsOfAQueue() {
        History<String, String> history = ofAQueue(4_000);
        assertFits(QUEUE, history);
        history.client("late").begin("poll").returned("never put");
        assertDoesNotFit(QUEUE, history);
    }

    /** A search that called itself would need a stack as deep. */
    @Test
    void required_H2_aLongHistoryNeedsNoDeepStack() {
        History<String, String> history = History.of(() -> 0);
        Client<String, String> client = history.client("one");
        for (int i = 0; i < 50_000; i++) {
            client.begin("w" + i).returned("");
            client.begin("r").returned("w" + i);
        }
        Checker.of(REGISTER).check(history);
        client.begin("r").returned("w0");
        assertDoesNotFit(REGISTER, history);
    }
}
