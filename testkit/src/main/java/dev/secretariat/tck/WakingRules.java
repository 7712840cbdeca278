package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Awaitable;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A3 and A4: who is woken, how often, and what wakers may do. */
interface WakingRules extends AwaitableGroup {
    @Test
    default void required_A3_anEventWakesAllWhoWaitOnce() {
        trial().assumeWakingAll();
        Subject subject = trial().fresh();
        List<CountingWaker> wakers = trial().wakers(100);
        for (CountingWaker waker : wakers) assertTrue(subject.awaitable().register(waker), "register of a fresh one");
        subject.event();
        for (CountingWaker waker : wakers) trial().untilWoken(waker, "one of a hundred who waited");
        for (CountingWaker waker : wakers) assertEquals(1, waker.wakes(), "wakes of one registration by one event");
    }

    @Test
    default void required_A3_eachEventWakesAnother() {
        trial().assumeWakingOne();
        Subject subject = trial().fresh();
        List<CountingWaker> wakers = trial().wakers(3);
        for (CountingWaker waker : wakers) assertTrue(subject.awaitable().register(waker), "register of a fresh one");
        for (int event = 1; event <= 3; event++) {
            int woken = event;
            subject.event();
            trial().until(
                            "a wake of one more of three who wait, by event " + event + " of three",
                            () -> wakers.stream().filter(CountingWaker::isWoken).count() >= woken);
            subject.undo();
        }
        for (CountingWaker waker : wakers) assertEquals(1, waker.wakes(), "wakes of one registration");
    }

    @Test
    default void required_A3_aWakeThatIsNotUsedIsHandedOn() {
        trial().assumeWakingOne();
        Subject subject = trial().fresh();
        List<CountingWaker> wakers = trial().wakers(3);
        for (CountingWaker waker : wakers) assertTrue(subject.awaitable().register(waker), "register of a fresh one");
        subject.event();
        for (int left = 3; left > 0; left--) {
            trial().until(
                            "a wake of one of " + left + " who wait, as the last one left its wake unused",
                            () -> wakers.stream().anyMatch(CountingWaker::isWoken));
            CountingWaker woken =
                    wakers.stream().filter(CountingWaker::isWoken).findFirst().orElseThrow();
            wakers.remove(woken);
            subject.awaitable().deregister(woken);
        }
    }

    @Test
    default void required_A3_aWakeIsHandedOnByWhoLeavesBesideTheEvent() {
        trial().assumeWakingOne();
        trial().rounds(round -> {
            Subject subject = trial().fresh();
            Awaitable awaitable = subject.awaitable();
            Firing firing = trial().fire(subject::event, 1 + round % 50);
            for (int turn = 0; ; turn++) {
                CountingWaker one = trial().waker();
                CountingWaker other = trial().waker();
                boolean both = awaitable.register(one);
                both &= awaitable.register(other);
                CountingWaker stays = turn % 2 == 0 ? other : one;
                firing.turn();
                awaitable.deregister(turn % 2 == 0 ? one : other);
                if (firing.hasBegun()) {
                    trial().await(firing);
                    if (both) trial().untilWoken(stays, "one beside whom another has left while the event came");
                    awaitable.deregister(stays);
                    return;
                }
                awaitable.deregister(stays);
            }
        });
    }

    @Test
    default void required_A3_aWakeIsHandedOnInTheMidstOfDeregister() {
        trial().assumeWakingOne();
        for (int before = 0; before < EventRules.MAX_POINTS; before++) {
            Subject subject = trial().fresh();
            CountingWaker leaves = trial().waker();
            CountingWaker stays = trial().waker();
            boolean both = subject.awaitable().register(leaves);
            both &= subject.awaitable().register(stays);
            assertTrue(both, "register of a fresh one");
            trial().points().arm(before, subject::event);
            subject.awaitable().deregister(leaves);
            if (!trial().points().disarm()) {
                Assumptions.assumeTrue(before > 0, "skipped: deregister() comes to no point of the kit's; see probe()");
                return;
            }
            trial().untilWoken(stays, "one beside whom another has left, in whose deregister() the event has come");
        }
    }

    @Test
    default void required_A4_wakersAreCalledWithoutALock() {
        Subject subject = trial().fresh();
        Awaitable awaitable = subject.awaitable();
        CountingWaker other = trial().waker();
        boolean[] returned = new boolean[1];
        CountingWaker waker = trial().waker(() -> returned[0] = trial().returns(() -> {
            if (awaitable.register(other)) awaitable.deregister(other);
        }));
        assertTrue(awaitable.register(waker), "register of a fresh one");
        subject.event();
        trial().untilWoken(waker, "one that waits");
        assertTrue(returned[0], "while a waker was called, another thread's register() or deregister() did not return");
    }

    @Test
    default void required_A4_aWakerMayComeBackInItsWake() {
        Subject subject = trial().fresh();
        Awaitable awaitable = subject.awaitable();
        CountingWaker[] comes = new CountingWaker[1];
        boolean[] waits = new boolean[1];
        comes[0] = trial().waker(() -> {
            awaitable.deregister(comes[0]);
            waits[0] = awaitable.register(comes[0]);
        });
        CountingWaker behind = trial().waker();
        boolean both = awaitable.register(comes[0]);
        both &= awaitable.register(behind);
        assertTrue(both, "register of a fresh one");
        subject.event();
        trial().until(
                        "a wake of one of two, of whom the first comes back in it",
                        () -> comes[0].isWoken() || behind.isWoken());
        if (!subject.isWakingOne()) trial().untilWoken(behind, "the second, where the first comes back in its wake");
        if (waits[0])
            trial().until("a wake of one that came back in its wake", () -> comes[0].wakes() > 1 || behind.isWoken());
        awaitable.deregister(comes[0]);
        awaitable.deregister(behind);
    }

    @Test
    default void required_A4_aWakerThatThrowsKeepsNobodyElseFromTheirWake() {
        Subject subject = trial().fresh();
        Awaitable awaitable = subject.awaitable();
        List<CountingWaker> wakers = List.of(trial().waker(), throwing(), trial().waker());
        for (CountingWaker waker : wakers) assertTrue(awaitable.register(waker), "register of a fresh one");
        try {
            subject.event();
        } catch (IllegalStateException passedOn) {
            // As the awaitable likes: it is the waker that breaks the contract.
        }
        for (CountingWaker waker : wakers) {
            if (subject.isWakingOne()) {
                trial().until(
                                "a wake of one of those who wait, one of whom throws",
                                () -> wakers.stream().anyMatch(CountingWaker::isWoken));
            } else {
                trial().untilWoken(waker, "one beside a waker that throws");
            }
        }
    }

    private CountingWaker throwing() {
        return trial().waker(() -> {
            throw new IllegalStateException("a waker that throws");
        });
    }
}
