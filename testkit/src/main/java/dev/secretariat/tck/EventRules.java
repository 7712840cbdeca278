package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import dev.secretariat.Awaitable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A1 and A6: no event is missed, whenever it comes, and what was done before it is seen. */
interface EventRules extends AwaitableGroup {
    /** More than any awaitable has in one call. */
    int MAX_POINTS = 1000;

    /** How often one is asked whether it has come, before its wakes are looked at, too: so often that it has come by then, as a rule. */
    int MANY = 10_000;

    @Test
    default void required_A1_whoComesAfterTheEventIsToldSoOrWoken() {
        Subject subject = trial().fresh();
        subject.event();
        CountingWaker waker = trial().waker();
        if (subject.awaitable().register(waker)) trial().untilWoken(waker, "one that has registered after the event");
    }

    @Test
    default void required_A1_whoWaitsIsWokenByTheEvent() {
        Subject subject = trial().fresh();
        CountingWaker waker = trial().waker();
        boolean waits = subject.awaitable().register(waker);
        if (!waits) fail("register returned false, but the condition does not hold: create() makes a fresh one");
        subject.event();
        trial().untilWoken(waker, "one that has registered before the event");
        subject.awaitable().deregister(waker);
    }

    /** All orders of six calls by three who wait, with the event and, where there is one, its undoing. */
    @Test
    default void required_A1_inEveryOrderOfTheCallsNobodySleepsBesideTheEvent() {
        new EveryOrder(trial()).run();
    }

    @Test
    default void required_A1_anEventInTheMidstOfRegisterIsNotMissed() {
        for (int before = 0; before < MAX_POINTS; before++) {
            Subject subject = trial().fresh();
            CountingWaker waker = trial().waker();
            trial().points().arm(before, subject::event);
            boolean waits = subject.awaitable().register(waker);
            if (!trial().points().disarm()) {
                Assumptions.assumeTrue(before > 0, "skipped: register() comes to no point of the kit's; see probe()");
                return;
            }
            if (waits) {
                trial().untilWoken(waker, "one in whose register() the event has come, at point " + (before + 1));
            }
        }
    }

    @Test
    default void required_A1_anEventBesideRegisterIsNotMissed() {
        trial().rounds(round -> {
            Subject subject = trial().fresh();
            Awaitable awaitable = subject.awaitable();
            Firing firing = trial().fire(subject::event, 1 + round % 50);
            for (; ; ) {
                CountingWaker waker = trial().waker();
                firing.turn();
                boolean waits = awaitable.register(waker);
                if (firing.hasBegun()) {
                    trial().await(firing);
                    if (waits) trial().untilWoken(waker, "one that has registered while the event came");
                    if (waits) awaitable.deregister(waker);
                    return;
                }
                if (!waits) fail("register returned false before the event has begun");
                awaitable.deregister(waker);
            }
        });
    }

    @Test
    default void required_A1_noneOfManyThatRegisterBesideAnEventIsMissed() {
        trial().assumeWakingAll();
        trial().rounds(round -> {
            Subject subject = trial().fresh();
            List<CountingWaker> waiting = new ArrayList<>();
            Firing firing = trial().fire(subject::event, 1 + round % 20);
            while (!firing.hasBegun()) {
                CountingWaker waker = trial().waker();
                firing.turn();
                if (subject.awaitable().register(waker)) waiting.add(waker);
            }
            trial().await(firing);
            for (CountingWaker waker : waiting) trial().untilWoken(waker, "one of " + waiting.size() + " that waited");
        });
    }

    @Test
    default void required_A1_theConditionHoldsBeforeAnybodyIsWoken() {
        Subject subject = trial().fresh();
        CountingWaker late = trial().waker();
        boolean[] waits = new boolean[1];
        CountingWaker first = trial().waker(() -> waits[0] = subject.awaitable().register(late));
        assertEquals(true, subject.awaitable().register(first), "register of a fresh one");
        subject.event();
        trial().untilWoken(first, "one that waits");
        if (waits[0] && !subject.isWakingOne()) trial().untilWoken(late, "one that came in the wake of another");
        subject.awaitable().deregister(first);
        if (waits[0]) trial().untilWoken(late, "one that came in the wake of another, which has left");
    }

    @Test
    default void required_A6_whatWasDoneBeforeTheEventIsSeen() {
        trial().rounds(round -> {
            Subject subject = trial().fresh();
            Awaitable awaitable = subject.awaitable();
            int[] done = new int[1];
            Firing firing = trial().fire(
                            () -> {
                                done[0] = 1;
                                subject.event();
                            },
                            1);
            CountingWaker waker = trial().waker();
            firing.turn();
            boolean first = awaitable.register(waker);
            // No other memory is looked at here: what register() reads alone has to tell.
            if (first) awaitable.deregister(waker);
            for (int times = 0; awaitable.register(waker); times++) {
                awaitable.deregister(waker);
                if (times > MANY && waker.isWoken()) break; // one that always answers by a wake
            }
            assertFalse(done[0] == 0, "what was written before the event was not there when register told of it");
            trial().await(firing);
        });
    }
}
