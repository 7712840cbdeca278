package dev.secretariat.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import dev.secretariat.TaskHandle;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.simulation.SimulationScheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Recording: who may say what when, and how it is shown. */
class HistoryTest {
    private static final Model<List<String>, String, String> STRICT = Model.of(
            List.of(),
            (stack, operation) ->
                    stack.isEmpty() ? Next.throwing(stack, NoSuchElementException.class) : Next.of(stack, "there"));

    private final History<String, String> history = History.of(() -> 0);

    @Test
    void required_H1_aClientMakesOneCallAtATime() {
        Client<String, String> client = history.client("a");
        assertSame(client, history.client("a"));
        Call<String, String> first = client.begin("w1");
        IllegalStateException second = assertThrows(IllegalStateException.class, () -> client.begin("r"));
        assertTrue(
                second.getMessage().startsWith("client a calls r while its call w1 by a, which has not returned;"),
                second::getMessage);
        first.unknown();
        client.begin("r").returned("0");
        assertEquals(2, history.operations().size());
    }

    @Test
    void unlessItsCallsMayOverlap() {
        Client<String, String> client = history.pipelinedClient("a");
        Call<String, String> first = client.begin("w1");
        client.begin("r").returned("1");
        first.returned();
        Checker.of(Models.REGISTER).check(history);
        String refused = assertThrows(IllegalArgumentException.class, () -> history.client("a"))
                .getMessage();
        assertEquals("name is that of a client who is pipelined: a", refused);
        history.client("b");
        assertThrows(IllegalArgumentException.class, () -> history.pipelinedClient("b"));
    }

    @Test
    void required_H1_aCallEndsOnce() {
        Call<String, String> call = history.client("a").begin("r");
        call.returned("1");
        String refused = assertThrows(IllegalStateException.class, () -> call.returned("2"))
                .getMessage();
        assertEquals("a call ends once, and now 'returned 2' comes after r by a, which returned 1", refused);
        assertThrows(IllegalStateException.class, call::unknown);
        assertThrows(IllegalStateException.class, call::hadNoEffect);
        assertThrows(IllegalStateException.class, () -> call.threw(new IOException()));
        assertEquals("a: r returned 1", history.operations().get(0).toString());
    }

    @Test
    void anExceptionIsAnAnswerThatTheModelHasASayIn() {
        Client<String, String> client = history.client("a");
        assertThrows(
                NoSuchElementException.class,
                () -> client.call("pop", () -> {
                    throw new NoSuchElementException();
                }));
        Checker.of(STRICT).check(history);
        assertThrows(
                IOException.class,
                () -> client.run("pop", () -> {
                    throw new IOException("no disk");
                }));
        HistoryFailure failure =
                assertThrows(HistoryFailure.class, () -> Checker.of(STRICT).check(history));
        assertTrue(
                failure.getMessage()
                        .contains("a: pop threw java.io.IOException: no disk, but there it throws"
                                + " java.util.NoSuchElementException"),
                failure::getMessage);
    }

    @Test
    void required_H3_whereItSaysNothingOfTheObjectNobodyKnowsWhatTheCallHasDone() {
        Client<String, String> client = history.client("a");
        for (Throwable failure :
                List.of(new CancellationException(), new InterruptedException(), new AssertionError())) {
            assertSame(failure, assertThrows(failure.getClass(), () -> client.run("w1", () -> raise(failure))));
        }
        assertTrue(
                history.operations().stream().allMatch(each -> each.response().isUnknown()));
        Checker.of(Models.REGISTER).check(history);
    }

    private static void raise(Throwable failure) throws Exception {
        if (failure instanceof Error error) throw error;
        throw (Exception) failure;
    }

    @Test
    void whoeverOverlapsIsSeenAndAtWhatTime() {
        ManualTicker ticker = new ManualTicker(5);
        History<String, String> timed = History.of(ticker);
        Call<String, String> write = timed.client("writer").begin("w1");
        timed.client("reader").call("r", () -> "0");
        ticker.advance(Duration.ofMillis(1));
        Call<String, String> late = timed.client("reader").begin("r");
        ticker.advance(Duration.ofNanos(500_000));
        write.returned();
        timed.client("third").begin("w2").unknown();
        late.hadNoEffect();
        timed.client("writer").begin("w3");
        assertEquals(
                """
                     time  writer  reader       third
                        0  > w1
                        0  |       = r: 0
                      1ms  |       > r
                    1.5ms  <       |
                    1.5ms          |            = w2: ?
                    1.5ms          < had no effect
                    1.5ms  > w3
                           ...
                """.lines()
                        .map(String::strip)
                        .map(line -> line.replaceAll(" +", " "))
                        .toList(),
                timed.toString()
                        .lines()
                        .map(String::strip)
                        .map(line -> line.replaceAll(" +", " "))
                        .toList());
    }

    @Test
    void callsOfAPipelinedClientStandBesideOneAnother() {
        Client<String, String> client = history.pipelinedClient("p");
        Call<String, String> first = client.begin("w1");
        Call<String, String> second = client.begin("w2");
        first.returned();
        second.returned();
        assertEquals(
                List.of("time  p     p", "0  > w1", "0  |     > w2", "0  <     |", "0        <"),
                history.toString().lines().map(String::strip).toList());
    }

    /** A text that throws, or fills the console, does not keep anybody from reading the rest. */
    @Test
    void whatTellsNothingOfItselfIsToldByItsClass() {
        History<Object, Object> odd = History.of(() -> 0);
        odd.client("a").call(new Mute(), () -> "line\nline".repeat(1000));
        String text = odd.toString();
        assertTrue(text.contains("= dev.secretariat.history"), text);
        assertTrue(text.length() < 300, text);
        Model<String, Object, Object> model = Model.of("", (state, operation) -> Next.of(state, state));
        Verdict verdict = Checker.of(model).verdict(odd);
        assertTrue(verdict.toString().contains("Mute, whose toString() throws"), verdict::toString);
    }

    private static final class Mute {
        @Override
        public String toString() {
            throw new UnsupportedOperationException();
        }
    }

    /** In a simulation: a fiber's call lasts over its waits, in virtual time; one that was cancelled has never returned. */
    @Test
    void fibersOfASimulation() throws Exception {
        SimulationScheduler simulation = SimulationScheduler.builder().build();
        History<String, String> timed = History.of(simulation.ticker());
        simulation.submit(Fibers.run(fiber -> timed.client("slow").run("w1", () -> fiber.sleep(Duration.ofHours(1)))));
        TaskHandle<Void> gone = simulation.submit(Fibers.run(
                fiber -> timed.client("gone").run("w2", () -> fiber.sleep(Duration.ofDays(1)))));
        simulation.runFor(Duration.ofMinutes(1));
        gone.cancel();
        simulation.run();
        assertEquals(
                Stream.of("time gone slow", "0 > w2", "0 | > w1", "60s < ? |", "3600s <")
                        .toList(),
                timed.toString()
                        .lines()
                        .map(line -> line.strip().replaceAll(" +", " "))
                        .toList());
    }

    /** On threads: no number is given twice, and what ended before something began has the lower one. */
    @Test
    void required_H1_threads() throws Exception {
        Queue<Integer> queue = new ConcurrentLinkedQueue<>();
        History<String, Object> real = History.of(System::nanoTime);
        int threads = 4;
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int first = 1000 * i;
            Client<String, Object> client = real.client("thread-" + i);
            Thread thread = new Thread(() -> {
                meet(start);
                for (int k = 0; k < 200; k++) {
                    int element = first + k;
                    client.call("put" + element, () -> queue.add(element));
                    client.call("poll", queue::poll);
                }
            });
            all.add(thread);
            thread.start();
        }
        for (Thread thread : all) thread.join();
        List<Operation<String, Object>> operations = real.operations();
        assertEquals(threads * 400, operations.size());
        assertEquals(
                2L * operations.size(),
                operations.stream()
                        .flatMap(each -> Stream.of(each.called(), each.ended()))
                        .distinct()
                        .count());
        Model<List<Integer>, String, Object> model = Model.of(List.of(), (state, operation) -> {
            if (operation.startsWith("put"))
                return Next.of(Models.with(state, Integer.valueOf(operation.substring(3))), true);
            return state.isEmpty() ? Next.of(state) : Next.of(state.subList(1, state.size()), state.get(0));
        });
        Checker.of(model).check(real);
        real.client("late").call("poll", () -> -1);
        assertNotEquals(true, Checker.of(model).verdict(real).isConsistent());
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
