package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.cooperative.CooperativeScheduler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** What tests of compositions share: a scheduler on a clock of its own, and tasks that wait or fail and tell of it. */
abstract class Compositions {
    final ManualTicker ticker = new ManualTicker();
    final List<String> log = new ArrayList<>();
    final CooperativeScheduler scheduler = CooperativeScheduler.builder()
            .ticker(ticker)
            .failureHandler((task, failure) -> log.add("reported " + failure.getMessage()))
            .build();

    @AfterEach
    void closeScheduler() {
        scheduler.shutdownNow();
        scheduler.close();
    }

    final <T> TaskHandle<T> run(Task<T> task) {
        TaskHandle<T> handle = scheduler.submit(task);
        scheduler.runUntilIdle();
        return handle;
    }

    static Throwable causeOf(TaskHandle<?> handle) {
        return assertThrows(TaskFailedException.class, handle::result).getCause();
    }

    /** Waits until cancelled, and tells of it. */
    final Task<String> waiting(String name) {
        return new Task<>() {
            @Override
            public Step<String> step(Worker worker) {
                return Step.await(new Promise<>());
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                log.add("cancelled " + name);
                return Step.done();
            }
        };
    }

    static <T> Task<T> failing(String message) {
        return worker -> {
            throw new IOException(message);
        };
    }
}
