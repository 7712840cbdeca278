package dev.secretariat.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Thousands of short random histories: the search says of each what a brute-force one says. */
class BruteForceTest {
    private static final int HISTORIES = Integer.getInteger("history.histories", 3_000);
    private static final List<String> REGISTER = List.of("w0", "w1", "r", "r", "s01", "s10");

    /** The empty one stands for none. */
    private static final List<String> RESULTS = List.of("0", "1", "2", "yes", "no", "none", "");

    private int fitting;
    private int others;

    private <S> void compare(
            Model<?, String, String> checked, Model<S, String, String> model, List<String> operations) {
        for (int seed = 0; seed < HISTORIES; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            History<String, String> history = new RandomHistories<>(
                            random, model.initial(), model.rules(), operations, RESULTS)
                    .next(2 + random.nextInt(3), 1 + random.nextInt(6));
            for (Consistency consistency : Consistency.values()) {
                List<Operation<String, String>> all = history.operations();
                boolean fits = BruteForce.fits(model.initial(), model.rules(), consistency, all, all);
                if (fits) fitting++;
                else others++;
                int which = seed;
                Verdict verdict = Checker.of(checked).consistency(consistency).verdict(history);
                assertFalse(verdict.isUndecided());
                assertEquals(
                        fits,
                        verdict.isConsistent(),
                        () -> "seed " + which + ", " + consistency + ":\n" + history + verdict);
            }
        }
        assertTrue(fitting > HISTORIES / 10 && others > HISTORIES / 10, fitting + " fit, and " + others + " do not");
    }

    @Test
    void required_H2_ofARegister() {
        compare(Models.REGISTER, Models.REGISTER, REGISTER);
    }

    @Test
    void required_H2_ofAQueue() {
        compare(Models.QUEUE, Models.QUEUE, List.of("put1", "put2", "take", "take", "poll"));
    }

    @Test
    void required_H2_ofABag() {
        compare(Models.BAG, Models.BAG, List.of("put1", "put1", "put2", "take", "take"));
    }

    @Test
    void required_H4_ofTwoRegistersPartByPart() {
        List<String> operations = new ArrayList<>();
        for (String operation : REGISTER) operations.addAll(List.of("x" + operation, "y" + operation));
        compare(Models.REGISTERS, Models.REGISTERS_AS_ONE, operations);
    }

    /** What is told of a history that does not fit: an order, what comes next in it, and that nothing more is needed to see it. */
    @Test
    void whatIsToldIsTrue() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            RandomHistories<List<String>> histories = new RandomHistories<>(
                    random, List.of(), Models.QUEUE.rules(), List.of("put1", "put2", "take", "poll"), RESULTS);
            List<Operation<String, String>> all = histories.next(3, 6).operations();
            for (Consistency consistency : Consistency.values()) {
                Search<List<String>, String, String> search =
                        new Search<>(List.of(), Models.QUEUE.rules(), Precedence.of(all, consistency), 100_000);
                if (search.run() == Search.End.FOUND) assertFits(all, search.order(), consistency);
                else assertTrueOf(all, search.deadEnd(), consistency);
            }
        }
    }

    /** In a history with only the operations of an order, these fit; in this order, by their states. */
    private static void assertFits(
            List<Operation<String, String>> all, List<Operation<String, String>> order, Consistency consistency) {
        assertTrue(BruteForce.fits(List.of(), Models.QUEUE.rules(), consistency, all, order));
        assertTrue(order.containsAll(all.stream().filter(Operation::isComplete).toList()));
    }

    private static void assertTrueOf(
            List<Operation<String, String>> all, DeadEnd<List<String>, String, String> end, Consistency consistency) {
        assertTrue(BruteForce.fits(List.of(), Models.QUEUE.rules(), consistency, all, end.order()));
        for (int i = 0; i < end.order().size(); i++) {
            assertTrue(Models.QUEUE
                    .rules()
                    .after(end.states().get(i), end.order().get(i))
                    .contains(end.states().get(i + 1)));
        }
        for (Operation<String, String> candidate : end.candidates()) {
            boolean fits = !Models.QUEUE.rules().after(end.state(), candidate).isEmpty();
            assertFalse(fits && candidate.isComplete(), candidate::toString);
        }
        List<Operation<String, String>> shown = new ArrayList<>(end.order());
        shown.addAll(end.candidates());
        assertFalse(BruteForce.fits(List.of(), Models.QUEUE.rules(), consistency, all, shown));
        if (consistency != Consistency.SEQUENTIAL) assertTrue(end.candidates().contains(end.blocking()));
        assertCoreIsEnough(all, shown, consistency);
    }

    /** With no answers but those of the core, nothing fits; and without any of these, something does. */
    private static void assertCoreIsEnough(
            List<Operation<String, String>> all, List<Operation<String, String>> shown, Consistency consistency) {
        Set<Operation<String, String>> part = new HashSet<>();
        part.addAll(shown);
        List<Operation<String, String>> core = new Core<>(List.of(), Models.QUEUE.rules(), consistency).of(all, part);
        assertFalse(fitsWith(core, all, shown, consistency));
        for (Operation<String, String> one : core) {
            List<Operation<String, String>> others = new ArrayList<>(core);
            others.remove(one);
            assertTrue(fitsWith(others, all, shown, consistency));
        }
    }

    private static boolean fitsWith(
            List<Operation<String, String>> answered,
            List<Operation<String, String>> all,
            List<Operation<String, String>> shown,
            Consistency consistency) {
        UnaryOperator<Operation<String, String>> weaken =
                each -> answered.contains(each) || each.hadNoEffect() || !shown.contains(each)
                        ? each
                        : new Operation<>(each.client(), each.operation(), new Unanswered<>(true), each.called(), null);
        List<Operation<String, String>> weak = all.stream().map(weaken).toList();
        List<Operation<String, String>> some = shown.stream().map(weaken).toList();
        return BruteForce.fits(List.of(), Models.QUEUE.rules(), consistency, weak, some);
    }
}
