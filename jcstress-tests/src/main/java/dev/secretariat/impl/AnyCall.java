package dev.secretariat.impl;

import dev.secretariat.stress.Pause;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/** A {@link BlockingCall}, or one that is weaker. */
abstract class AnyCall implements Runnable {
    private static final Object WITHDRAWN = "withdrawn";
    private static final Object INTERRUPTING = "interrupting";
    private static final Object INTERRUPTED = "interrupted";
    private static final Object ENDED = "ended";

    abstract boolean withdraw();

    abstract void interrupt();

    static AnyCall real(Callable<Boolean> work, CallCount count, Runnable atEnd) {
        BlockingCall<Boolean> call = new BlockingCall<>(work, count);
        call.end().register(atEnd::run);
        return new AnyCall() {
            @Override
            public void run() {
                call.run();
            }

            @Override
            boolean withdraw() {
                return call.withdraw();
            }

            @Override
            void interrupt() {
                call.interrupt();
            }
        };
    }

    /** Interrupts after a look whether the thread is in the call: it may have left since. */
    static AnyCall interruptedAfterALook(Callable<Boolean> work, CallCount count, Runnable atEnd) {
        return new Weak(work, count, atEnd) {
            @Override
            void interrupt() {
                if (!(state.get() instanceof Thread thread)) return;
                Pause.spin(2);
                thread.interrupt();
            }
        };
    }

    /** Withdraws after a look whether the call has begun. */
    static AnyCall withdrawnAfterALook(Callable<Boolean> work, CallCount count, Runnable atEnd) {
        return new Weak(work, count, atEnd) {
            @Override
            boolean withdraw() {
                if (state.get() != null) return false;
                Pause.spin(1);
                state.set(WITHDRAWN);
                count.withdrawn();
                return true;
            }
        };
    }

    /** Puts aside what it takes for somebody else's interrupt when it has begun. */
    static AnyCall putsAsideWhenBegun(Callable<Boolean> work, CallCount count, Runnable atEnd) {
        AtomicReference<Object> state = new AtomicReference<>();
        count.handedOver();
        return new AnyCall() {
            @Override
            public void run() {
                Thread me = Thread.currentThread();
                if (!state.compareAndSet(null, me)) return;
                Pause.spin(1);
                boolean foreign = Thread.interrupted();
                count.begun();
                try {
                    work.call();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                Object now = state.get();
                while (now == INTERRUPTING || !state.compareAndSet(now, ENDED)) now = state.get();
                if (now == INTERRUPTED) Thread.interrupted();
                if (foreign) me.interrupt();
                count.ended();
                atEnd.run();
            }

            @Override
            boolean withdraw() {
                return state.compareAndSet(null, ENDED);
            }

            @Override
            void interrupt() {
                if (!(state.get() instanceof Thread thread) || !state.compareAndSet(thread, INTERRUPTING)) return;
                thread.interrupt();
                state.set(INTERRUPTED);
            }
        };
    }

    /** A call whose end does not wait for an interrupt that is under way. */
    private static class Weak extends AnyCall {
        final AtomicReference<Object> state = new AtomicReference<>();
        private final Callable<Boolean> work;
        final CallCount count;
        private final Runnable atEnd;

        Weak(Callable<Boolean> work, CallCount count, Runnable atEnd) {
            this.work = work;
            this.count = count;
            this.atEnd = atEnd;
            count.handedOver();
        }

        @Override
        public void run() {
            if (!state.compareAndSet(null, Thread.currentThread())) return;
            count.begun();
            try {
                work.call();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            state.set(ENDED);
            count.ended();
            atEnd.run();
        }

        @Override
        boolean withdraw() {
            if (!state.compareAndSet(null, WITHDRAWN)) return false;
            count.withdrawn();
            return true;
        }

        @Override
        void interrupt() {}
    }
}
