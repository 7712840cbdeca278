package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InjectionTest {
    private final Injection<Integer> injection = new Injection<>(4);
    private final LocalQueue<Integer> own = new LocalQueue<>(2);

    private static void run(Runnable action) throws InterruptedException {
        Thread thread = new Thread(action);
        thread.start();
        thread.join();
    }

    private boolean moveAll() {
        boolean any = false;
        while (injection.moveSomeTo(own, 7, 0)) any = true;
        return any;
    }

    private List<Integer> moved() {
        List<Integer> all = new ArrayList<>();
        for (Integer next = own.poll(); next != null; next = own.poll()) all.add(next);
        return all;
    }

    @Test
    void whatOneThreadAddsStaysInOrder() {
        for (int i = 0; i < 100; i++) injection.add(i);
        assertTrue(moveAll());
        List<Integer> all = moved();
        for (int i = 0; i < 100; i++) assertEquals(i, all.get(i));
    }

    @Test
    void whatIsAddedInOrderStaysSoWhoeverAddsIt() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            int number = i;
            run(() -> injection.addInOrder(number));
        }
        moveAll();
        List<Integer> all = moved();
        for (int i = 0; i < 20; i++) assertEquals(i, all.get(i));
    }

    @Test
    void allThatIsThereIsMovedWhicheverThreadsHaveAddedIt() throws InterruptedException {
        assertTrue(injection.isEmpty());
        Set<Integer> added = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            added.add(i);
            run(() -> injection.add(number));
            assertFalse(injection.isEmpty());
        }
        assertTrue(moveAll());
        assertTrue(injection.isEmpty());
        assertEquals(added, new HashSet<>(moved()));
        assertFalse(moveAll());
    }

    /** Wherever a worker begins to look, it finds what is there, and takes no more than it asks for. */
    @Test
    void someAreFoundFromWhereverOneBeginsToLook() throws InterruptedException {
        for (int from = 0; from < 40; from++) {
            for (int i = 0; i < 10; i++) run(() -> injection.add(1));
            int left = 10;
            while (injection.moveSomeTo(own, 3, from)) {
                int count = moved().size();
                assertTrue(count >= 1 && count <= 3, count + " at once");
                left -= count;
            }
            assertEquals(0, left);
            assertTrue(injection.isEmpty());
        }
    }
}
