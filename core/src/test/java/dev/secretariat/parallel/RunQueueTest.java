package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of a worker's tasks is next, without workers, tasks and threads: elements are numbers. */
class RunQueueTest {
    private final RunQueue<Integer> queue = new RunQueue<>();

    private List<Integer> next(int count) {
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) taken.add(queue.next());
        return taken;
    }

    @Test
    void anEmptyOneHasNothing() {
        assertTrue(queue.isAllEmpty());
        assertTrue(queue.isEmpty());
        assertNull(queue.next());
        assertNull(queue.poll());
    }

    @Test
    void theFirstThatIsAddedStaysInTheSlotAndRunsNext() {
        assertTrue(queue.addToSlotOrLast(1));
        assertFalse(queue.addToSlotOrLast(2));
        assertFalse(queue.addToSlotOrLast(3));
        assertEquals(List.of(1, 2, 3), next(3));
        assertNull(queue.next());
    }

    @Test
    void theNewestPassesThoseThatWait() {
        queue.push(1);
        queue.push(2);
        queue.addToSlotOrLast(3);
        assertEquals(List.of(3, 1, 2), next(3));
    }

    @Test
    void onlySoManyInARowPassOneThatWaits() {
        queue.push(0);
        for (int i = 1; i <= RunQueue.LIFO_IN_A_ROW; i++) {
            queue.addToSlotOrLast(i);
            assertEquals(i, queue.next());
        }
        queue.addToSlotOrLast(9);
        assertEquals(List.of(0, 9), next(2));
    }

    @Test
    void whatComesBehindABarWaitsUntilItIsLifted() {
        queue.push(1);
        queue.push(2);
        queue.bar();
        queue.push(3);
        assertEquals(List.of(1, 2), next(2));
        assertNull(queue.next());
        assertTrue(queue.isBarred());
        queue.unbar();
        assertFalse(queue.isBarred());
        assertEquals(3, queue.next());
    }

    @Test
    void aBarMovesOnBehindWhatIsThereThen() {
        queue.bar();
        queue.push(1);
        assertNull(queue.next());
        queue.bar();
        queue.push(2);
        assertEquals(1, queue.next());
        assertNull(queue.next());
    }

    /** One that waits elsewhere is passed from the slot as one that waits in the queue. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40})
    void fromTheSlotOnlySoManyPassABar(int inTheQueue) {
        for (int i = 0; i < inTheQueue; i++) queue.push(i);
        queue.bar();
        int passed = 0;
        for (int others = 0; others < 1000; others++) {
            queue.addToSlotOrLast(-1);
            for (Integer next = queue.next(); next != null; next = queue.next()) {
                if (next == -1) passed++;
                queue.addToSlotOrLast(-1);
            }
            queue.passOther(); // one from elsewhere has had its turn
        }
        assertTrue(passed <= RunQueue.LIFO_IN_A_ROUND, passed + " passed");
        assertTrue(passed > RunQueue.LIFO_IN_A_ROUND - RunQueue.LIFO_IN_A_ROW, "only " + passed + " passed");
    }

    @Test
    void aChainGoesOnForEverWhereNobodyWaits() {
        for (int i = 0; i < 100; i++) {
            queue.addToSlotOrLast(i);
            assertEquals(i, queue.next());
        }
    }

    @Test
    void onlySoManyInARoundPassThoseThatWait() {
        int waiting = 100;
        queue.push(-1); // ends the round before
        assertEquals(-1, queue.next());
        for (int i = 0; i < waiting; i++) queue.push(i);
        int passed = 0;
        for (int taken = 0; taken < waiting; ) {
            if (queue.isSlotEmpty()) queue.addToSlotOrLast(1000);
            if (queue.next() == 1000) passed++;
            else taken++;
        }
        // The rounds: what was there before, the hundred, and what was moved from the slot behind them.
        assertTrue(passed > RunQueue.LIFO_IN_A_ROUND / 2 && passed <= RunQueue.MAX_BYPASS, passed + " passed");
    }

    /**
     * Whatever others do, one that waits is passed out of the slot by no more than the bound, and the bound is no
     * larger than need be.
     */
    @Test
    void noneIsPassedByMoreThanTheBound() {
        int most = 0;
        for (int seed = 0; seed < 2_000; seed++) most = Math.max(most, mostPassed(new Random(seed)));
        assertTrue(most <= RunQueue.MAX_BYPASS, most + " passed");
        assertTrue(most > RunQueue.MAX_BYPASS - RunQueue.LIFO_IN_A_ROW, "only " + most + " passed");
    }

    private static int mostPassed(Random random) {
        RunQueue<Integer> queue = new RunQueue<>();
        int seldom = 1 + random.nextInt(60);
        int added = 0;
        int waiting = -1;
        int passed = 0;
        int most = 0;
        for (int step = 0; step < 400; step++) {
            int count = random.nextInt(seldom) == 0 ? 1 + random.nextInt(seldom) : random.nextInt(2);
            for (int i = 0; i < count; i++) queue.push(++added);
            if (waiting < 0 && random.nextInt(10) == 0) {
                waiting = ++added;
                queue.push(waiting);
                passed = 0;
            }
            if (queue.isSlotEmpty()) queue.addToSlotOrLast(++added);
            int next = queue.next();
            if (next == waiting) waiting = -1;
            else if (waiting >= 0 && next > waiting) most = Math.max(most, ++passed);
        }
        return most;
    }

    @Test
    void whatWasLeftOverComesFirst() {
        queue.push(1);
        queue.addToSlotOrLast(2);
        queue.keepLeftOver(3);
        assertEquals(List.of(3, 2, 1), next(3));
    }

    @Test
    void aThiefTakesTheOlderHalfOfTheQueueAndLeavesTheSlot() {
        for (int i = 0; i < 4; i++) queue.push(i);
        queue.addToSlotOrLast(9);
        RunQueue<Integer> thief = new RunQueue<>();
        assertEquals(0, thief.stealFrom(queue));
        assertEquals(1, thief.next());
        assertNull(thief.next());
        assertEquals(List.of(9, 2, 3), next(3));
    }

    @Test
    void whoIsStuckLosesTheSlotToo() {
        for (int i = 0; i < 4; i++) queue.push(i);
        queue.addToSlotOrLast(9);
        RunQueue<Integer> other = new RunQueue<>();
        other.takeAllFrom(queue, queue);
        assertTrue(queue.isAllEmpty());
        List<Integer> all = new ArrayList<>();
        for (Integer next = other.next(); next != null; next = other.next()) all.add(next);
        assertEquals(5, all.size());
        assertTrue(all.containsAll(List.of(0, 1, 2, 3, 9)));
    }

    @Test
    void whoHasSeenOneInTheSlotDoesNotTakeAnother() {
        Integer first = 1000;
        queue.addToSlotOrLast(first);
        Object seen = queue.peekSlot();
        assertEquals(first, queue.next());
        queue.addToSlotOrLast(2000);
        assertNull(queue.takeFromSlot(seen));
        assertEquals(2000, queue.takeFromSlot(queue.peekSlot()));
    }

    @Test
    void theSlotIsRenewedWithoutLoss() {
        for (int i = 0; i < 20_000; i++) {
            queue.addToSlotOrLast(i);
            assertEquals(i, queue.next());
        }
    }
}
