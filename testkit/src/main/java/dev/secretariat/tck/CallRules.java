package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Awaitable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A5: how the calls behave, whatever the state. */
interface CallRules extends AwaitableGroup {
    @Test
    default void required_A5_neitherCallBlocks() {
        Subject subject = trial().fresh();
        Awaitable awaitable = subject.awaitable();
        CountingWaker waker = trial().waker();
        assertTrue(trial().returns(() -> awaitable.register(waker)), "register() did not return");
        assertTrue(trial().returns(() -> awaitable.deregister(waker)), "deregister() did not return");
        assertTrue(trial().returns(subject::event), "the event did not return");
        assertTrue(
                trial().returns(() -> {
                    if (awaitable.register(waker)) awaitable.deregister(waker);
                }),
                "register() or deregister() after the event did not return");
    }

    /** Nor where the thread is interrupted: a task's step may leave it so. */
    @Test
    default void required_A5_neitherCallThrows() {
        Subject subject = trial().fresh();
        Awaitable awaitable = subject.awaitable();
        for (int round = 0; round < 2; round++) {
            for (int interrupted = 0; interrupted < 2; interrupted++) {
                CountingWaker waker = trial().waker();
                if (interrupted == 1) Thread.currentThread().interrupt();
                if (awaitable.register(waker)) awaitable.deregister(waker);
                boolean left = Thread.interrupted();
                assertEquals(interrupted == 1, left, "the thread is interrupted, as it was before the calls");
            }
            if (round == 0) subject.event();
        }
    }

    @Test
    default void required_A5_nullIsRefused() {
        Subject subject = trial().fresh();
        for (int round = 0; round < 2; round++) {
            refuses("register(null)", () -> registerNull(subject.awaitable()));
            refuses("deregister(null)", () -> deregisterNull(subject.awaitable()));
            if (round == 0) subject.event();
        }
    }

    private static void refuses(String call, Executable made) {
        NullPointerException refusal = assertThrows(NullPointerException.class, made, call);
        String hint = " is refused without a word: Objects.requireNonNull(waker, \"waker\")";
        assertNotNull(refusal.getMessage(), call + hint);
    }

    @SuppressWarnings("NullAway") // what it is about
    private static void registerNull(Awaitable awaitable) {
        boolean ignored = awaitable.register(null);
    }

    @SuppressWarnings("NullAway") // what it is about
    private static void deregisterNull(Awaitable awaitable) {
        awaitable.deregister(null);
    }

    @Test
    default void required_A5_unknownWakersAreIgnored() {
        Subject subject = trial().fresh();
        Awaitable awaitable = subject.awaitable();
        awaitable.deregister(trial().waker()); // of one that nobody waits for
        CountingWaker stays = trial().waker();
        CountingWaker leaves = trial().waker();
        boolean both = awaitable.register(stays);
        both &= awaitable.register(leaves);
        assertTrue(both, "register of a fresh one");
        awaitable.deregister(trial().waker());
        awaitable.deregister(leaves);
        awaitable.deregister(leaves);
        subject.event();
        trial().untilWoken(stays, "one that waits, beside unknown wakers that were deregistered");
        awaitable.deregister(trial().waker());
        awaitable.deregister(stays);
        awaitable.deregister(stays);
    }

    @Test
    default void required_A5_reportsMayAskItAtAnyTime() {
        Subject subject = trial().fresh();
        Awaitable awaitable = subject.awaitable();
        for (int round = 0; round < 2; round++) {
            for (int waits = 0; waits < 2; waits++) {
                CountingWaker waker = trial().waker();
                boolean registered = waits == 1 && awaitable.register(waker);
                assertNotNull(awaitable.toString(), "toString()");
                Object mayBeNull = awaitable.holder();
                if (mayBeNull != null) assertNotNull(mayBeNull.toString(), "toString() of the holder()");
                if (registered) awaitable.deregister(waker);
            }
            if (round == 0) subject.event();
        }
    }
}
