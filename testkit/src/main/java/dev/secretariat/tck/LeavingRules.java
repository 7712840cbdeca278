package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Awaitable;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A2: who was told that it holds, or has left, leaves nothing behind. */
interface LeavingRules extends AwaitableGroup {
    /** How many wakers a list may keep for a while that have left, if only their number does not grow. */
    int KEPT = 64;

    @Test
    default void required_A2_whoHasLeftIsNotWoken() {
        Subject subject = trial().fresh();
        Awaitable awaitable = subject.awaitable();
        List<CountingWaker> wakers = trial().wakers(4);
        for (CountingWaker waker : wakers) assertTrue(awaitable.register(waker), "register of a fresh one");
        awaitable.deregister(wakers.get(0)); // first, in the midst, and last
        awaitable.deregister(wakers.get(1));
        awaitable.deregister(wakers.get(3));
        subject.event();
        trial().untilWoken(wakers.get(2), "the one who has stayed, of four");
        for (int left : new int[] {0, 1, 3}) assertEquals(0, wakers.get(left).wakes(), "wakes of one that has left");
    }

    @Test
    default void required_A2_aWakerThatWasToldThatItHoldsIsNotKept() {
        Subject subject = trial().fresh();
        subject.event();
        List<WeakReference<CountingWaker>> references = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            CountingWaker waker = trial().waker();
            if (subject.awaitable().register(waker)) subject.awaitable().deregister(waker);
            references.add(new WeakReference<>(waker));
        }
        trial().untilCollected(references, KEPT, "of wakers that came when it held");
        assertTrue(subject.awaitable().toString() != null, "the awaitable was there all the while");
    }

    @Test
    default void required_A2_nothingIsLeftOfAMillionThatCameAndLeft() {
        Subject subject = trial().fresh();
        Awaitable awaitable = subject.awaitable();
        CountingWaker stays = trial().waker();
        assertTrue(awaitable.register(stays), "register of a fresh one");
        List<WeakReference<CountingWaker>> references = new ArrayList<>();
        CountingWaker before = trial().waker();
        assertTrue(awaitable.register(before), "register of one that nothing has happened to");
        for (int i = 0; i < 1_000_000; i++) {
            CountingWaker next = trial().waker();
            assertTrue(awaitable.register(next), "register of one that nothing has happened to");
            awaitable.deregister(before); // not the newest one
            if (i % 100 == 0) references.add(new WeakReference<>(before));
            before = next;
        }
        awaitable.deregister(before);
        trial().untilCollected(references, KEPT, "of wakers that came and left");
        subject.event();
        trial().untilWoken(stays, "the one who has stayed, of a million");
    }
}
