package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ForkBody;
import dev.secretariat.LongForkBody;
import dev.secretariat.spi.TaskCell;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stack of forks between its owner and thieves, all on the test's thread. */
class ForkDequeTest {
    private boolean idle;
    private int clearings;

    private final ForkDeque forks = new ForkDeque(new Around(), 2);

    private final class Around implements ForkDeque.Surroundings {
        @Override
        public boolean hasOthers() {
            return true;
        }

        @Override
        public boolean isAnybodyIdle() {
            return idle;
        }

        @Override
        public void published() {}

        @Override
        @SuppressWarnings("NullAway") // nobody asks these forks for their task
        public TaskCell<?> cell() {
            return null;
        }

        @Override
        public void clearWreckage() {
            clearings++;
            assertNull(forks.dropDownTo(forks.wreckage()));
        }
    }

    private static ForkBody<Integer> body(int number) {
        return worker -> number;
    }

    private List<Object> push(int count) {
        List<Object> bodies = new ArrayList<>();
        for (int i = 0; i < count; i++) bodies.add(body(i));
        bodies.forEach(forks::push);
        return bodies;
    }

    /** As a join does. */
    private void take(Object body, int index) {
        if (!forks.pop(body, index)) assertNull(forks.reclaim(body, index));
    }

    @Test
    void anotherForkIsWorthwhileWhileFewWaitOrOneIsRequested() {
        for (int i = 0; i < 4; i++) {
            assertTrue(forks.isForkWorthwhile(), i + " wait");
            forks.push(body(i));
        }
        assertFalse(forks.isForkWorthwhile(), "one is open, three are private");

        forks.requestPublish();
        assertTrue(forks.isForkWorthwhile(), "requested");
        forks.push(body(4));
        assertTrue(forks.isForkWorthwhile(), "half of them are open now, and two private");
        forks.push(body(5));
        assertFalse(forks.isForkWorthwhile());
    }

    @Test
    void anotherForkIsWorthwhileWhenTheOnlyOpenOneHasBeenTaken() {
        push(4);
        assertNotNull(forks.steal(1, 0));
        assertTrue(forks.isForkWorthwhile());
        forks.push(body(4));
        assertFalse(forks.isForkWorthwhile(), "the next one was opened instead");
    }

    @Test
    void forksJoinedInTheOrderOfForkingLeaveNothing() {
        Object below = body(-1);
        forks.push(below);
        for (int round = 0; round < 100; round++) {
            idle = round % 2 == 0;
            for (Object body : push(50)) take(body, -1);
            assertEquals(1, forks.top);
        }
        take(below, 0);
        assertEquals(0, forks.top);
    }

    @Test
    void aBodyNeverBeginsAboveAGap() {
        for (int gap = 0; gap < 40; gap++) {
            List<Object> bodies = push(41);
            take(bodies.get(gap), gap);
            for (int i = 40; i > gap; i--) {
                take(bodies.get(i), i);
                assertEquals(i == gap + 1 ? gap : i, forks.top);
            }
            for (int i = gap - 1; i >= 0; i--) {
                take(bodies.get(i), i);
                assertEquals(i, forks.top);
            }
        }
    }

    @Test
    void joiningAFrameBelowIsSeenBesideGaps() {
        List<Object> outer = push(3);
        take(outer.get(1), 1);
        assertEquals(3, forks.top);
        Object inner = body(9);
        forks.push(inner);
        take(outer.get(2), 2);
        take(inner, 3);
        assertEquals(-1, forks.pendingFrom(3));
        assertEquals(1, forks.pendingFrom(0));
    }

    /** Boxes that their owner has taken back lie on the shelf still, and do not count. */
    @Test
    void whereTheLastOpenForkIsTakenTheNextOneIsPublished() {
        List<Object> bodies = push(2);
        idle = true;
        forks.requestPublish();
        Object third = body(2);
        forks.push(third); // publishes the second
        idle = false;
        take(third, -1);
        take(bodies.get(1), -1);
        assertNotNull(forks.steal(1, 0));
        forks.push(body(3));
        assertNotNull(forks.steal(1, 0), "one is open while any is pending");
    }

    @Test
    void wreckageIsNotPublished() {
        push(10);
        forks.markWreckage(2);
        idle = true;
        forks.balance(); // at a checkpoint
        int open = 0;
        while (forks.steal(1, 2) != null) open++;
        assertEquals(0, open);
    }

    @Test
    void whatCameBeforeTheWreckageWasClearedDoesNotHideIt() {
        push(3);
        ForkBox taken = forks.steal(1, 0);
        assertNotNull(taken);
        forks.push(body(3));
        forks.markWreckage(1);
        forks.remove(taken); // by a clearing that then had no stack left
        Object next = body(4);
        int index = forks.push(next);
        assertEquals(1, clearings);
        assertTrue(forks.pop(next, index) || forks.reclaim(next, index) == null);
    }

    @Test
    void anIdleOwnersShelfIsEmpty() {
        for (Object body : push(100)) take(body, -1);
        assertFalse(forks.isShelfEmpty());
        forks.clear();
        assertTrue(forks.isShelfEmpty());
        for (Object body : push(100)) take(body, -1);
        assertEquals(0, forks.top);
    }

    @Test
    void aForkPushedTwiceIsFoundAtItsIndex() {
        LongForkBody body = (worker, argument) -> argument;
        int first = forks.push(body, 1);
        int second = forks.push(body, 2);
        assertFalse(forks.popLong(body, first));
        assertNull(forks.reclaim(body, first));
        assertThrows(IllegalStateException.class, () -> forks.reclaim(body, first));
        assertNull(forks.reclaim(body, second));
        assertEquals(0, forks.top);
    }
}
