package dev.secretariat.examples.recipes;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.tck.AwaitableTck;
import dev.secretariat.tck.Subject;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;

/** The awaitables of the recipes, under the kit. */
class AwaitablesTckTest {
    @Nested
    class OfConditionsThatWakeOne extends AwaitableTck {
        @Override
        protected Subject create() {
            AtomicBoolean letter = new AtomicBoolean();
            Condition condition = new Condition("a letter is there", probe(letter::get));
            return Subject.wakesOne(
                    condition,
                    () -> {
                        letter.set(true);
                        condition.signal();
                    },
                    () -> letter.set(false));
        }
    }

    @Nested
    class OfConditionsThatWakeAll extends AwaitableTck {
        @Override
        protected Subject create() {
            AtomicBoolean closed = new AtomicBoolean();
            Condition condition = new Condition("the office is closed", probe(closed::get));
            return Subject.wakesAll(condition, () -> {
                closed.set(true);
                condition.signalAll();
            });
        }
    }

    @Nested
    class OfReplies extends AwaitableTck {
        @Override
        protected Subject create() {
            Promise<String> promise = new Promise<>();
            return Subject.wakesAll(promise, () -> promise.succeed("a reply"));
        }
    }

    @Nested
    class OfReadablePipes extends AwaitableTck {
        @Override
        protected Subject create() {
            Pipe<String> pipe = new Pipe<>(1);
            return Subject.wakesOne(pipe.readable(), () -> pipe.offer("a letter"), pipe::poll);
        }
    }

    @Nested
    class OfWritablePipes extends AwaitableTck {
        @Override
        protected Subject create() {
            Pipe<String> pipe = new Pipe<>(1);
            boolean full = pipe.offer("a letter");
            if (!full) throw new AssertionError("a pipe without room");
            return Subject.wakesOne(pipe.writable(), pipe::poll, () -> pipe.offer("another one"));
        }
    }

    @Nested
    class OfMutexes extends AwaitableTck {
        private final CooperativeScheduler office = CooperativeScheduler.create();

        @Override
        protected Subject create() {
            Mutex mutex = new Mutex("the archive");
            lock(mutex);
            return Subject.wakesOne(mutex, mutex::unlock, () -> lock(mutex));
        }

        private void lock(Mutex mutex) {
            office.submit(worker -> Step.done(mutex.tryLock(worker)));
            office.runUntilIdle();
        }
    }
}
