package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SleepersTest {
    private static final long LAST_VERSION = (1L << 32) - 1;

    private final Sleepers sleepers = new Sleepers(4);

    /** A wake whose search ends at once. */
    private static int wake(Sleepers sleepers) {
        int woken = sleepers.wakeForWork();
        if (woken != Sleepers.NOBODY) assertTrue(sleepers.endSearch());
        return woken;
    }

    @Test
    void nobodyIsWokenWhereNobodySleeps() {
        assertEquals(Sleepers.NOBODY, sleepers.wakeForWork());
        assertEquals(Sleepers.NOBODY, sleepers.wakeForSlot());
    }

    @Test
    void theLastToFallAsleepIsWokenFirst() {
        for (int worker : new int[] {2, 0, 3, 1}) sleepers.fallAsleep(worker, false);
        assertEquals(1, wake(sleepers));
        assertEquals(3, wake(sleepers));
        sleepers.fallAsleep(1, false);
        assertEquals(1, wake(sleepers));
        assertEquals(0, wake(sleepers));
        assertEquals(2, wake(sleepers));
        assertEquals(Sleepers.NOBODY, wake(sleepers));
    }

    @Test
    void asLongAsSomebodySearchesNobodyIsWoken() {
        sleepers.fallAsleep(0, false);
        assertTrue(sleepers.beginSearch());
        assertEquals(Sleepers.NOBODY, sleepers.wakeForWork());
        assertEquals(Sleepers.NOBODY, sleepers.wakeForSlot());
        assertTrue(sleepers.endSearch());
        assertEquals(0, sleepers.wakeForSlot());
        assertEquals(Sleepers.NOBODY, sleepers.wakeForWork()); // who was woken searches
    }

    @Test
    void onlyTheLastSearcherIsToldSo() {
        sleepers.beginSearch();
        sleepers.beginSearch();
        assertFalse(sleepers.endSearch());
        assertTrue(sleepers.endSearch());
    }

    @Test
    void whoFallsAsleepSearchesNoMore() {
        sleepers.beginSearch();
        sleepers.fallAsleep(3, true);
        assertEquals(3, sleepers.wakeForWork());
        sleepers.fallAsleep(3, true);
        assertEquals(3, sleepers.wakeForWork());
    }

    /** dotnet/runtime#117877: at most half of the workers search, but always one may. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 16, Sleepers.MAX_WORKERS})
    void halfOfTheWorkersMaySearch(int workers) {
        Sleepers many = new Sleepers(workers);
        int searching = 0;
        while (many.beginSearch()) searching++;
        assertEquals((workers + 1) / 2, searching);
        assertFalse(many.endSearch() && workers > 2);
        assertTrue(many.beginSearch());
    }

    @Test
    void allOfTheMostWorkersMaySleepAndSearch() {
        int max = Sleepers.MAX_WORKERS;
        Sleepers many = new Sleepers(max, LAST_VERSION - 10);
        for (int i = 0; i < max; i++) many.fallAsleep(i, false);
        for (int i = max - 1; i >= 0; i--) assertEquals(i, wake(many));
        for (int i = 0; 2 * i < max; i++) assertTrue(many.beginSearch());
        assertFalse(many.beginWatch() && many.wakeForSlot() != Sleepers.NOBODY);
        for (int i = 0; 2 * (i + 1) < max; i++) assertFalse(many.endSearch());
        assertTrue(many.endSearch());
    }

    @Test
    void oneWatchesTheSlotsAndThenNobodyIsWokenForThem() {
        sleepers.fallAsleep(0, false);
        sleepers.fallAsleep(1, false);
        assertTrue(sleepers.beginWatch());
        assertTrue(sleepers.isWatched());
        assertFalse(sleepers.beginWatch());
        assertEquals(Sleepers.NOBODY, sleepers.wakeForSlot());
        assertEquals(1, sleepers.wakeForWork());
        assertTrue(sleepers.endSearch());
        sleepers.endWatch();
        assertFalse(sleepers.isWatched());
        assertEquals(0, sleepers.wakeForSlot());
    }

    /** JDK-8330017, druid#18943: the version runs over into nothing else. */
    @ParameterizedTest
    @ValueSource(longs = {0, LAST_VERSION, LAST_VERSION - 1, LAST_VERSION - 50, 1L << 31})
    void anyOperationsAgreeWithAStackAlsoAcrossAWrapAround_JDK8330017(long version) {
        long seeds = new Random().nextLong();
        for (long seed = seeds; seed < seeds + 100; seed++) {
            String at = "seed " + seed;
            Random random = new Random(seed);
            int workers = 1 + random.nextInt(5);
            Sleepers tested = new Sleepers(workers, version);
            Deque<Integer> stack = new ArrayDeque<>();
            int searching = 0;
            boolean watched = false;
            for (int i = 0; i < 200; i++) {
                switch (random.nextInt(6)) {
                    case 0 -> {
                        boolean begins = 2 * searching < workers;
                        assertEquals(begins, tested.beginSearch(), at);
                        if (begins) searching++;
                    }
                    case 1 -> {
                        if (searching == 0) continue;
                        assertEquals(--searching == 0, tested.endSearch(), at);
                    }
                    case 2 -> {
                        int worker = random.nextInt(workers);
                        if (stack.contains(worker)) continue;
                        boolean searches = searching > 0 && random.nextBoolean();
                        tested.fallAsleep(worker, searches);
                        stack.push(worker);
                        if (searches) searching--;
                    }
                    case 3 -> {
                        boolean slot = random.nextBoolean();
                        boolean wakes = searching == 0 && !stack.isEmpty() && !(slot && watched);
                        int expected = wakes ? stack.pop() : Sleepers.NOBODY;
                        assertEquals(expected, slot ? tested.wakeForSlot() : tested.wakeForWork(), at);
                        if (wakes) searching++;
                    }
                    case 4 -> {
                        assertEquals(!watched, tested.beginWatch(), at);
                        watched = true;
                    }
                    default -> {
                        if (watched) tested.endWatch();
                        watched = false;
                    }
                }
                assertEquals(watched, tested.isWatched(), at);
                assertTrue(tested.toString().startsWith(searching + " searching"), at);
            }
        }
    }

    /** Nobody is woken twice, or while awake, and in the end the word says what is. */
    @Test
    void aSleeperIsWokenOnce_catseffect4674() throws Exception {
        int workers = 3;
        Sleepers tested = new Sleepers(workers, LAST_VERSION - 100);
        AtomicBoolean[] asleep = new AtomicBoolean[workers];
        AtomicInteger wrong = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        Thread[] threads = new Thread[workers + 1];
        for (int w = 0; w < workers; w++) {
            int worker = w;
            asleep[w] = new AtomicBoolean();
            threads[w] = new Thread(() -> {
                boolean searching = false;
                for (int i = 0; i < 3_000; i++) {
                    if (!searching) searching = tested.beginSearch();
                    asleep[worker].set(true);
                    tested.fallAsleep(worker, searching);
                    if (worker == 0) wakeOne(tested, asleep, wrong);
                    while (asleep[worker].get()) {
                        if (done.get()) return;
                        Players.giveWay();
                    }
                    searching = true;
                    if (i % 3 == 0) {
                        tested.endSearch();
                        searching = false;
                    }
                }
                if (searching) tested.endSearch();
            });
        }
        threads[workers] = new Thread(() -> {
            while (!done.get()) wakeOne(tested, asleep, wrong);
        });
        for (Thread thread : threads) thread.start();
        threads[0].join();
        threads[1].join();
        threads[2].join();
        done.set(true);
        threads[workers].join();
        assertEquals(0, wrong.get());
        assertTrue(tested.toString().startsWith("0 searching, top -1,"), tested.toString());
    }

    private static void wakeOne(Sleepers sleepers, AtomicBoolean[] asleep, AtomicInteger wrong) {
        int woken = sleepers.wakeForWork();
        if (woken == Sleepers.NOBODY) Players.giveWay();
        else if (!asleep[woken].compareAndSet(true, false)) wrong.incrementAndGet();
    }
}
