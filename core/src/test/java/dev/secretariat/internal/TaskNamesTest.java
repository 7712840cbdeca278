package dev.secretariat.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import org.junit.jupiter.api.Test;

class TaskNamesTest {
    private static final class Phone implements Task<Void> {
        @Override
        public Step<Void> step(Worker worker) {
            return Step.done();
        }

        private static Task<Void> inner() {
            return worker -> Step.done();
        }
    }

    @Test
    void aClassIsCalledByItsSimpleName() {
        assertEquals("Phone", TaskNames.of(Phone.class));
    }

    @Test
    void aLambdaIsCalledAfterItsClass() {
        Task<Void> lambda = worker -> Step.done();
        assertEquals("TaskNamesTest.lambda", TaskNames.of(lambda.getClass()));
        assertEquals("Phone.lambda", TaskNames.of(Phone.inner().getClass()));
    }

    @Test
    void anAnonymousClassIsCalledAfterItsClass() {
        Task<Void> anonymous = new Task<>() {
            @Override
            public Step<Void> step(Worker worker) {
                return Step.done();
            }
        };
        assertEquals("TaskNamesTest.anonymous", TaskNames.of(anonymous.getClass()));
    }

    @Test
    void aLocalRecordIsCalledByItsName() {
        record Desk() implements Task<Void> {
            @Override
            public Step<Void> step(Worker worker) {
                return Step.done();
            }
        }
        assertEquals("Desk", TaskNames.of(Desk.class));
    }

    /** A task that could not be named could not end. */
    @Test
    void whereNoMemoryIsLeftATaskIsNamedAfterItsOwnClass() {
        MadeTask made = new MadeTask() {
            @Override
            public Object madeOf() {
                return "Phone";
            }

            @Override
            public String how() {
                throw new OutOfMemoryError("for the test");
            }
        };
        assertEquals(made.getClass(), TaskNames.sourceOf(made));
    }
}
