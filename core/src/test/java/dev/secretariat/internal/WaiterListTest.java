package dev.secretariat.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaiterListTest {
    private static final class Waiters extends WaiterList {
        private final int firstBudget;

        Waiters(int firstBudget) {
            this.firstBudget = firstBudget;
        }

        @Override
        int firstBudget() {
            return firstBudget;
        }

        boolean add(Waiter waiter) {
            return addWaiter(waiter, waiter::wake);
        }

        void remove(Waiter waiter) {
            removeWaiter(waiter);
        }

        boolean close() {
            return closeAndWake();
        }
    }

    private static class Waiter extends WaitNode {
        private final int number;
        private final List<Integer> woken;
        Object home;

        Waiter(int number, Object home, List<Integer> woken) {
            this.number = number;
            this.home = home;
            this.woken = woken;
        }

        @Override
        protected void wake() {
            woken.add(number);
        }

        @Override
        protected Object home() {
            return home;
        }
    }

    private final Waiters list = new Waiters(16);
    private final List<Integer> woken = new ArrayList<>();

    private Waiter waiter(int number) {
        return new Waiter(number, list, woken);
    }

    private Waiter foreign(int number) {
        return new Waiter(number, null, woken);
    }

    @Test
    void theOldestIsWokenFirst() {
        for (int i = 0; i < 100; i++) assertTrue(list.add(i % 3 == 0 ? foreign(i) : waiter(i)));
        assertTrue(list.close());
        for (int i = 0; i < 100; i++) assertEquals(i, woken.get(i));
        assertEquals(100, woken.size());
    }

    @Test
    void aClosedListTakesNobodyAndClosesOnce() {
        assertFalse(list.close());
        Waiter late = waiter(1);
        assertFalse(list.add(late));
        assertTrue(late.isFree());
        assertFalse(list.close());
        list.remove(late);
        assertEquals(List.of(), woken);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWaiterLeavesFromAnyPosition(boolean foreign) {
        for (int leaver = 0; leaver < 5; leaver++) {
            Waiters five = new Waiters(16);
            woken.clear();
            List<Waiter> all = new ArrayList<>();
            List<Integer> expected = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                all.add(new Waiter(i, foreign ? null : five, woken));
                five.add(all.get(i));
                if (i != leaver) expected.add(i);
            }
            five.remove(all.get(leaver));
            five.close();
            assertEquals(expected, woken);
        }
    }

    @Test
    void whoIsUnknownIsIgnored() {
        Waiter waits = waiter(1);
        list.add(waits);
        list.remove(waiter(2));
        list.remove(foreign(3));
        list.close();
        assertEquals(List.of(1), woken);
        list.remove(waits);
    }

    @Test
    void aForeignWakerRegisteredTwiceIsWokenTwiceAndLeavesOnceAtATime() {
        Waiter foreign = foreign(7);
        list.add(foreign);
        list.add(foreign);
        list.remove(foreign);
        list.close();
        assertEquals(List.of(7), woken);
    }

    @Test
    void aNodeThatIsInUseGetsASecondOne() {
        Waiter below = waiter(1);
        Waiter top = waiter(2);
        list.add(below);
        list.add(top);
        list.remove(below); // dead, below the top
        assertFalse(below.isFree());
        list.add(below);
        list.close();
        assertEquals(List.of(2, 1), woken);
        assertTrue(below.isFree());
    }

    /** Nothing but its own node leads to it here: a search would not find it. */
    @Test
    void aForeignWaiterLeavesWithoutASearch() throws ReflectiveOperationException {
        VarHandle top = MethodHandles.privateLookupIn(WaiterList.class, MethodHandles.lookup())
                .findVarHandle(WaiterList.class, "top", Object.class);
        Waiter foreign = foreign(1);
        for (int round = 0; round < 100; round++) {
            Waiters crowd = new Waiters(16);
            crowd.add(new Waiter(0, crowd, woken));
            crowd.add(foreign);
            crowd.add(new Waiter(2, crowd, woken));
            Object all = top.getAndSet(crowd, (Object) null);
            assertTrue(crowd.removeWaiter(foreign));
            assertTrue(foreign.isFree());
            top.setVolatile(crowd, all);
            woken.clear();
            crowd.close();
            assertEquals(List.of(0, 2), woken);
        }
    }

    @Test
    void aNodeThatIsLentIsFreeAgainHoweverThatEnds() {
        Waiter foreign = foreign(1);
        list.add(foreign);
        assertFalse(foreign.isFree());
        list.close();
        assertTrue(foreign.isFree());
        assertFalse(list.add(foreign));
        assertTrue(foreign.isFree());
    }

    @Test
    void aNodeIsLentToTheNewestOfItsStandIns() {
        Waiters second = new Waiters(16);
        Waiter foreign = foreign(1);
        list.add(foreign);
        second.add(foreign);
        list.remove(foreign); // by a search
        list.close();
        assertEquals(List.of(), woken);
        assertFalse(foreign.isFree());
        second.remove(foreign);
        assertTrue(foreign.isFree());
        second.close();
        assertEquals(List.of(), woken);
    }

    /** As a task whose awaitable has not deregistered it where it should have. */
    @Test
    void aLentNodeServesItsOwnListFirst() {
        Waiters second = new Waiters(16);
        Waiter waiter = waiter(1);
        second.add(waiter);
        list.add(waiter);
        second.close();
        assertEquals(List.of(1), woken);
        assertFalse(waiter.isFree());
        list.close();
        assertEquals(List.of(1, 1), woken);
        assertTrue(waiter.isFree());
    }

    @Test
    void aNodeThatALateCountHasTouchedCanStillBeUsed() {
        Waiter waiter = waiter(1);
        waiter.spend(); // by one who read the top just before the node left it
        waiter.setBudget(5);
        assertTrue(list.add(waiter));
        assertFalse(waiter.isFree()); // its own node is the one in the list
    }

    @Test
    void aNodeComesAndGoesForEver() {
        Waiter waiter = waiter(1);
        for (int i = 0; i < 1000; i++) {
            assertTrue(list.add(waiter));
            assertFalse(waiter.isFree()); // its own node is the one in the list
            list.remove(waiter);
            assertTrue(waiter.isFree());
        }
    }

    @Test
    void aWakerThatThrowsDoesNotKeepTheOthersAsleep() {
        for (int i = 0; i < 4; i++) {
            int number = i;
            list.add(new Waiter(i, list, woken) {
                @Override
                protected void wake() {
                    super.wake();
                    throw new IllegalStateException("waker " + number);
                }
            });
        }
        Throwable first = assertThrows(IllegalStateException.class, list::close);
        assertEquals("waker 0", first.getMessage());
        assertEquals(3, first.getSuppressed().length);
        assertEquals(List.of(0, 1, 2, 3), woken);
    }

    @Test
    void aWakerMayRegisterItsNodeElsewhereAtOnce() {
        Waiters second = new Waiters(16);
        for (int i = 0; i < 3; i++) {
            list.add(new Waiter(i, list, woken) {
                @Override
                protected void wake() {
                    super.wake();
                    if (home == second) return;
                    home = second;
                    assertTrue(second.add(this));
                }
            });
        }
        list.close();
        second.close();
        assertEquals(List.of(0, 1, 2, 0, 1, 2), woken);
    }

    /** While waiters come: at most as many dead ones as were live at the last purge, and the budget. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16})
    void deadNodesAreBoundedByWhatCameSince(int firstBudget) {
        Waiters bounded = new Waiters(firstBudget);
        Waiter top = new Waiter(-1, bounded, woken);
        bounded.add(top);
        List<Waiter> dead = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Waiter below = new Waiter(i, bounded, woken);
            Waiter above = new Waiter(-2, bounded, woken);
            bounded.add(below);
            bounded.add(above);
            bounded.remove(below); // stays, dead
            bounded.remove(above);
            dead.add(below);
        }
        long stuck = dead.stream().filter(node -> !node.isFree()).count();
        assertTrue(stuck <= 2 * firstBudget + 2, "dead nodes kept: " + stuck);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 16})
    void anyOperationsAgreeWithALinkedSet(int firstBudget) {
        for (int round = 0; round < 200; round++) {
            long seed = firstBudget * 1000L + round;
            Random random = new Random(seed);
            Waiters subject = new Waiters(firstBudget);
            List<Waiter> all = new ArrayList<>();
            woken.clear();
            for (int i = 0; i < 20; i++) {
                all.add(new Waiter(i, i % 4 == 3 ? null : subject, woken));
            }
            Set<Integer> model = new LinkedHashSet<>();
            int operations = random.nextInt(300);
            for (int i = 0; i < operations; i++) {
                int which = random.nextInt(all.size());
                if (model.remove(which)) subject.remove(all.get(which));
                else if (model.add(which)) assertTrue(subject.add(all.get(which)));
            }
            assertEquals(!model.isEmpty(), subject.close(), "seed " + seed);
            assertEquals(new ArrayList<>(model), woken, "seed " + seed);
            for (Waiter waiter : all) assertTrue(waiter.isFree(), "seed " + seed);
        }
    }
}
