package dev.secretariat.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchTest {
    private final ManualTicker ticker = new ManualTicker(Long.MAX_VALUE - 1_000_000_000);
    private final Watch watch = new Watch(ticker);

    private static class Clerk implements Watched {
        final List<String> told = new ArrayList<>();
        long pulse;

        @Override
        public long pulse() {
            return pulse;
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(6);
        }

        @Override
        public void tell(Duration howLong) {
            told.add("stands for " + howLong.toMillis());
        }

        @Override
        public void giveUp(Duration howLong) {
            told.add("given up after " + howLong.toMillis());
        }
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) assertTrue(watch.look());
    }

    @Test
    void whoStandsStillIsToldOnceAndThenGivenUpAgainAndAgain() {
        Clerk clerk = new Clerk();
        watch.add(clerk);
        look(3);
        assertEquals(List.of(), clerk.told);
        look(1);
        assertEquals(List.of("stands for 1000"), clerk.told);
        look(44);
        assertEquals(List.of("stands for 1000", "given up after 12000"), List.of(clerk.told.get(0), clerk.told.get(2)));
        assertEquals("given up after 6000", clerk.told.get(1));
        assertEquals(3, clerk.told.size());
    }

    @Test
    void whoGoesOnIsLeftAlone() {
        Clerk clerk = new Clerk();
        watch.add(clerk);
        for (int i = 0; i < 1000; i++) {
            look(3);
            clerk.pulse++;
            look(1);
        }
        assertEquals(List.of(), clerk.told);
    }

    @Test
    void whoIsRemovedIsCalledNoMore() {
        Clerk clerk = new Clerk();
        watch.add(clerk);
        look(3);
        watch.remove(clerk);
        look(30);
        assertEquals(List.of(), clerk.told);
    }

    @Test
    void oneThatThrowsDoesNotKeepItFromTheOthers() {
        watch.add(new Clerk() {
            @Override
            public void tell(Duration howLong) {
                throw new IllegalStateException("speechless");
            }
        });
        Clerk clerk = new Clerk();
        watch.add(clerk);
        look(4);
        assertEquals(List.of("stands for 1000"), clerk.told);
    }

    @Test
    void itsThreadEndsWhenThereIsNobodyForAWhile() {
        Clerk clerk = new Clerk();
        watch.add(clerk);
        watch.remove(clerk);
        look(39);
        assertFalse(watch.look());
        watch.add(clerk); // and another one begins
        look(4);
        assertEquals(List.of("stands for 1000"), clerk.told);
    }

    @Test
    void itLooksByItselfWhenItsTimeHasCome() throws Exception {
        CountDownLatch given = new CountDownLatch(1);
        watch.add(new Clerk() {
            @Override
            public void giveUp(Duration howLong) {
                given.countDown();
            }
        });
        while (given.getCount() > 0) ticker.advance(Duration.ofMillis(250)); // past the ticker's wrap-around, too
        given.await();
    }
}
