package dev.secretariat.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bad models, bad arguments, and searches that have to be given up. */
class CheckerTest {
    /** A state by identity: no two are equal. */
    private static final class Cell {
        private final String value;

        Cell(String value) {
            this.value = value;
        }
    }

    /** So many writes at once, and then a read of what nobody has written. */
    private static String concurrentWrites(int count) {
        String calls = IntStream.range(0, count)
                .mapToObj(i -> (char) ('a' + i) + ">w" + (i + 1))
                .collect(Collectors.joining(" "));
        String ends =
                IntStream.range(0, count).mapToObj(i -> (char) ('a' + i) + "<").collect(Collectors.joining(" "));
        return calls + " " + ends + " z>r z<0";
    }

    @Test
    void required_H5_whatAModelThrowsIsItsOwn() {
        IllegalArgumentException cause = new IllegalArgumentException("no such operation");
        Model<String, String, String> model = Model.of("0", (state, operation) -> {
            if (operation.equals("r")) throw cause;
            return Next.of(operation.substring(1));
        });
        FaultyModelException failure = assertThrows(
                FaultyModelException.class, () -> Checker.of(model).check(Written.history("a>w7 a< b>r b<1")));
        assertSame(cause, failure.getCause());
        assertEquals(
                "at 'b: r returned 1' in the state 7, the model throws java.lang.IllegalArgumentException: no such operation",
                failure.getMessage());
    }

    @Test
    void required_H5_andNullIsNoAnswerOfAModel() {
        History<String, String> history = Written.history("a>w7 a<");
        Model<String, String, String> nothing = Model.of("0", (state, operation) -> null);
        assertEquals(
                "at 'a: w7 returned' in the state 0, the model returns null",
                messageOf(() -> Checker.of(nothing).check(history)));
        Model<String, String, String> noStates = Model.judging("0", (state, operation, observed) -> null);
        assertTrue(messageOf(() -> Checker.of(noStates).check(history))
                .startsWith("at 'a: w7 returned' in the state 0, the model throws, or returns null"));
        Model<String, String, String> noKey = Models.REGISTER.byKey(operation -> null);
        assertEquals(
                "the key of 'a: w7 returned' is null",
                messageOf(() -> Checker.of(noKey).check(history)));
    }

    private static String messageOf(org.junit.jupiter.api.function.Executable executable) {
        return assertThrows(FaultyModelException.class, executable).getMessage();
    }

    /** Found where the state is used again: here, as the first of two takes does not fit. */
    @Test
    void required_H5_aStateThatAModelChangesIsReported() {
        Model<List<String>, String, String> model = Model.of(new ArrayList<>(), (queue, operation) -> {
            if (operation.startsWith("put")) queue.add(operation.substring(3));
            return operation.equals("take") && !queue.isEmpty() ? Next.of(queue, queue.remove(0)) : Next.of(queue);
        });
        String told =
                messageOf(() -> Checker.of(model).check(Written.history("a>put1 a< a>put2 a< b>take c>take b<2 c<1")));
        assertTrue(told.startsWith("the model has changed a state, which is now "), told);
    }

    @Test
    void required_H2_aSearchIsGivenUpAndSaysSo() {
        History<String, String> history = Written.history(concurrentWrites(12));
        Verdict verdict = Checker.of(Models.REGISTER).limit(1_000).verdict(history);
        assertTrue(verdict.isUndecided());
        assertFalse(verdict.isConsistent());
        assertTrue(verdict.configurations() <= 1_001, verdict::toString);
        assertTrue(
                verdict.toString()
                        .startsWith(
                                "the history is perhaps linearizable: undecided after 1000 configurations of 13 operations,"
                                        + " of which 0 were never answered."),
                verdict::toString);
        assertTrue(verdict.toString().contains("> w12"), verdict::toString);
        HistoryFailure failure = assertThrows(
                HistoryFailure.class,
                () -> Checker.of(Models.REGISTER).limit(1_000).check(history));
        assertTrue(failure.verdict().isUndecided());
        assertFalse(Checker.of(Models.REGISTER).verdict(history).isUndecided());
    }

    @Test
    void statesWithoutEqualsArePointedAt() {
        Model<Cell, String, String> model = Model.of(
                new Cell("0"),
                (cell, operation) -> operation.equals("r") ? Next.of(cell, cell.value) : Next.of(new Cell(operation)));
        String told = Checker.of(model)
                .limit(1_000)
                .verdict(Written.history(concurrentWrites(10)))
                .toString();
        assertTrue(
                told.contains("states that have equals and hashCode, which " + Cell.class.getName() + " has not"),
                told);
        assertFalse(Checker.of(Models.REGISTER)
                .limit(10)
                .verdict(Written.history(concurrentWrites(10)))
                .toString()
                .contains("hashCode"));
    }

    /** Another part decides, though one had to be given up. */
    @Test
    void onePartThatCannotBeExplainedDecides() {
        String hard = concurrentWrites(12).replaceAll("([a-z])>", "$1>x") + " z>yr z<3";
        Verdict verdict = Checker.of(Models.REGISTERS).limit(1_000).verdict(Written.history(hard));
        assertFalse(verdict.isUndecided());
        assertFalse(verdict.isConsistent());
    }

    /** Of equal calls that were never answered, it does not matter which has taken effect; of others, only the least that is needed. */
    @Test
    void required_H3_callsThatWereNeverAnsweredDoNotDoubleTheWorkEach() {
        String writes = IntStream.range(0, 20)
                .mapToObj(i -> (char) ('a' + i) + ">w" + i % 4)
                .collect(Collectors.joining(" "));
        String reads = " z>r z<1 z>r z<3 z>r z<2".repeat(5);
        Verdict fits = Checker.of(Models.REGISTER).verdict(Written.history(writes + reads));
        assertTrue(fits.isConsistent(), fits::toString);
        Verdict not = Checker.of(Models.REGISTER).verdict(Written.history(writes + reads + " z>r z<9"));
        assertFalse(not.isConsistent() || not.isUndecided());
        assertTrue(not.configurations() < 20_000, () -> not.configurations() + " configurations");
    }

    @Test
    void badArgumentsAreRefusedByName() {
        History<String, String> history = Written.history("a>r a<0");
        refusesNull("ticker", () -> History.of(null));
        refusesNull("name", () -> history.client(null));
        refusesNull("name", () -> history.pipelinedClient(null));
        refusesNull("operation", () -> history.client("x").begin(null));
        refusesNull("body", () -> history.client("x").call("r", null));
        refusesNull("action", () -> history.client("x").run("r", null));
        refusesNull("failure", () -> history.client("x").begin("r").threw(null));
        refusesNull("model", () -> Checker.of(null));
        refusesNull("consistency", () -> Checker.of(Models.REGISTER).consistency(null));
        refusesNull("history", () -> Checker.of(Models.REGISTER).check(null));
        refusesNull("history", () -> Checker.of(Models.REGISTER).verdict(null));
        refusesNull("initial", () -> Model.of(null, (state, operation) -> Next.of(state)));
        refusesNull("next", () -> Model.of("", null));
        refusesNull("initial", () -> Model.judging(null, (state, operation, observed) -> List.of()));
        refusesNull("judge", () -> Model.judging("", null));
        refusesNull("key", () -> Models.REGISTER.byKey(null));
        refusesNull("state", () -> Next.of(null));
        refusesNull("state", () -> Next.of(null, "1"));
        refusesNull("state", () -> Next.throwing(null, Exception.class));
        refusesNull("type", () -> Next.throwing("", null));
        assertEquals(
                "configurations is not positive: 0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Checker.of(Models.REGISTER).limit(0))
                        .getMessage());
    }

    private static void refusesNull(String name, org.junit.jupiter.api.function.Executable executable) {
        assertEquals(name, assertThrows(NullPointerException.class, executable).getMessage());
    }
}
