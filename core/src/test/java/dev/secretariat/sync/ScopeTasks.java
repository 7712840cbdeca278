package dev.secretariat.sync;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import java.util.List;

/** Children for the tests of scopes. */
final class ScopeTasks {
    private ScopeTasks() {}

    /** Waits until it is cancelled. */
    static <T> Task<T> waiting() {
        return worker -> Step.await(new Promise<>());
    }

    /** Waits until it is cancelled, takes some steps to wind down, and logs its end. */
    static Task<String> waiting(String name, List<String> log) {
        return new Task<>() {
            private int left = 3;

            @Override
            public Step<String> step(Worker worker) {
                return Step.await(new Promise<>());
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                if (left-- > 0) return Step.yieldNow();
                log.add("ended " + name);
                return Step.done();
            }
        };
    }

    static <T> Task<T> failing(Exception failure) {
        return worker -> {
            throw failure;
        };
    }
}
