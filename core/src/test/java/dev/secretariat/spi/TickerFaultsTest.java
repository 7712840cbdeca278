package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.Ticker;
import dev.secretariat.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A ticker that fails once, at any of its readings: whatever sleeps is woken all the same, and closing ends. */
@Timeout(60)
class TickerFaultsTest {
    private static final int READINGS = 60;
    private static final Duration SHORT = Duration.ofNanos(100_000);

    @ParameterizedTest
    @EnumSource
    void aTickerThatThrowsOnceLosesNoSleeper(Driven driven) throws Exception {
        for (int reading = 1; reading <= READINGS; reading++) sleepAndClose(driven, new Faulty(reading, true));
    }

    @ParameterizedTest
    @EnumSource
    void aTickerThatGoesBackOnceLosesNoSleeper(Driven driven) throws Exception {
        for (int reading = 1; reading <= READINGS; reading++) sleepAndClose(driven, new Faulty(reading, false));
    }

    private static void sleepAndClose(Driven driven, Faulty ticker) throws Exception {
        SchedulerBase scheduler = driven.start(ticker, (task, failure) -> {});
        List<TaskHandle<?>> handles = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            handles.add(scheduler.submit(new Sleeping()));
            handles.add(patiently(() -> scheduler.schedule(Task.run(() -> {}), SHORT)));
        }
        for (TaskHandle<?> handle : handles) {
            patiently(() -> {
                while (!handle.isDone()) {
                    try {
                        handle.join();
                    } catch (TaskFailedException ofTheTicker) {
                        break;
                    }
                }
                return true;
            });
            assertTrue(handle.isDone());
        }
        patiently(() -> {
            scheduler.close();
            return true;
        });
        assertTrue(scheduler.isTerminated());
    }

    /** Whoever asks the ticker is told of its failure; here they try again. */
    private static <T> T patiently(Callable<T> call) throws Exception {
        try {
            return call.call();
        } catch (OnPurpose once) {
            return call.call();
        }
    }

    private static final class Sleeping implements Task<Void> {
        private int steps;

        @Override
        public Step<Void> step(Worker worker) {
            return steps++ < 2 ? Step.sleep(SHORT) : Step.done();
        }
    }

    private static final class OnPurpose extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The system's, but for one reading. */
    private static final class Faulty implements Ticker {
        private final AtomicInteger readings = new AtomicInteger();
        private final int faulty;
        private final boolean throwing;

        Faulty(int faulty, boolean throwing) {
            this.faulty = faulty;
            this.throwing = throwing;
        }

        @Override
        public long nanos() {
            long now = Ticker.system().nanos();
            if (readings.incrementAndGet() != faulty) return now;
            if (throwing) throw new OnPurpose();
            return now - Duration.ofSeconds(1).toNanos();
        }
    }
}
