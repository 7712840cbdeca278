package dev.secretariat.tck;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs every order of calls of one length, each on a fresh awaitable, and looks after each call whether somebody sleeps while the condition holds. That is the one
 * invariant that all rules of waiting come down to: while it holds, all who wait have been woken since they registered or, where
 * an event wakes one, one of them has.
 */
final class EveryOrder {
    private static final int WAITERS = 3;
    private static final int LENGTH = 6;
    private static final int EVENT = 2 * WAITERS;
    private static final int UNDO = EVENT + 1;

    private final AwaitableTrial trial;

    EveryOrder(AwaitableTrial trial) {
        this.trial = trial;
    }

    void run() {
        extend(new ArrayList<>(), new boolean[WAITERS], 0, false, trial.fresh().canUndo());
    }

    /**
     * Goes on with each call that may come next.
     *
     * @param asked which of the waiters have registered and not left
     * @param known how many have ever registered: those that have not are alike, so the first of them stands for all
     */
    private void extend(List<Integer> calls, boolean[] asked, int known, boolean holds, boolean canUndo) {
        if (calls.size() == LENGTH) {
            new Play(calls).run();
            return;
        }
        for (int i = 0; i < Math.min(WAITERS, known + 1); i++) {
            asked[i] = !asked[i];
            calls.add(asked[i] ? i : WAITERS + i);
            extend(calls, asked, Math.max(known, i + 1), holds, canUndo);
            calls.remove(calls.size() - 1);
            asked[i] = !asked[i];
        }
        if (holds && !canUndo) return;
        calls.add(holds ? UNDO : EVENT);
        extend(calls, asked, known, !holds, canUndo);
        calls.remove(calls.size() - 1);
    }

    /** One order, on one awaitable. */
    private final class Play {
        private final List<Integer> calls;
        private final Subject subject = trial.fresh();
        private final @Nullable CountingWaker[] waiting = new @Nullable CountingWaker[WAITERS]; // null: is not there
        private boolean holds;

        Play(List<Integer> calls) {
            this.calls = calls;
        }

        void run() {
            for (int i = 0; i < calls.size(); i++) {
                call(calls.get(i), i);
                check(i);
            }
            for (int i = 0; i < WAITERS; i++) leave(i);
        }

        private void call(int call, int index) {
            if (call == EVENT || call == UNDO) {
                holds = call == EVENT;
                if (holds) subject.event();
                else subject.undo();
            } else if (call < WAITERS) {
                CountingWaker waker = trial.waker();
                if (subject.awaitable().register(waker)) waiting[call] = waker;
                else if (!holds) throw new AssertionError("told that it holds, where it does not: " + words(index));
            } else {
                leave(call - WAITERS);
            }
        }

        private void leave(int waiter) {
            CountingWaker waker = waiting[waiter];
            waiting[waiter] = null;
            if (waker != null) subject.awaitable().deregister(waker);
        }

        private void check(int index) {
            if (!holds) return;
            if (subject.isWakingOne()) {
                if (isOneThere() && !isOneWoken()) {
                    trial.until("a wake of one of those who wait: " + words(index), this::isOneWoken);
                }
            } else {
                for (CountingWaker waker : waiting) {
                    if (waker != null && !waker.isWoken())
                        trial.until("a wake of all: " + words(index), waker::isWoken);
                }
            }
        }

        private boolean isOneThere() {
            for (CountingWaker waker : waiting) {
                if (waker != null) return true;
            }
            return false;
        }

        private boolean isOneWoken() {
            for (CountingWaker waker : waiting) {
                if (waker != null && waker.isWoken()) return true;
            }
            return false;
        }

        private String words(int last) {
            List<String> words = new ArrayList<>();
            for (int call : calls.subList(0, last + 1)) {
                if (call == EVENT) words.add("event");
                else if (call == UNDO) words.add("undo");
                else if (call < WAITERS) words.add("register " + (char) ('a' + call));
                else words.add("deregister " + (char) ('a' + call - WAITERS));
            }
            return String.join(", ", words);
        }
    }
}
