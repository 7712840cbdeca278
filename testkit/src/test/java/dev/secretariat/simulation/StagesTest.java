package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Script;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import dev.secretariat.simulation.Programs.Lock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a composition does between two of its pieces is interleaved with what others do, as it is on many cores. */
class StagesTest {
    /** Moves between two accounts, each with its lock. */
    private static final class Transfer {
        static final Script<Transfer, Integer> SCRIPT =
                Script.of(transfer -> transfer.done, Transfer::lockFirst, Transfer::lockSecond, Transfer::move);

        private final Lock first;
        private final Lock second;
        private int done;

        Transfer(Lock first, Lock second) {
            this.first = first;
            this.second = second;
        }

        Step<?> lockFirst(Worker worker) {
            return first.tryLock(worker) ? Step.done() : Step.await(first);
        }

        Step<?> lockSecond(Worker worker) {
            return second.tryLock(worker) ? Step.done() : Step.await(second);
        }

        Step<?> move(Worker worker) {
            done++;
            second.unlock();
            first.unlock();
            return Step.done();
        }
    }

    private static final Simulation CROSSED = Simulation.of(simulation -> {
        Lock one = new Lock("one");
        Lock other = new Lock("other");
        TaskHandle<Integer> there = simulation.submit("there", Transfer.SCRIPT.start(new Transfer(one, other)));
        TaskHandle<Integer> back = simulation.submit("back", Transfer.SCRIPT.start(new Transfer(other, one)));
        assertEquals(1, there.join());
        assertEquals(1, back.join());
    });

    @Test
    void locksThatAreTakenCrosswiseInTwoStagesAreADeadlockFoundByFewSeeds() {
        Optional<Run> failing = LongStream.range(0, 20)
                .mapToObj(CROSSED::run)
                .filter(Run::hasFailed)
                .findFirst();
        Run small = CROSSED.shrink(failing.orElseThrow());
        assertInstanceOf(DeadlockError.class, small.failure().orElseThrow());
        assertTrue(small.schedule().switches() <= 2, () -> small.schedule().toString());
        assertTrue(
                small.trace().stream().anyMatch(event -> event.what().equals("goes on")),
                () -> small.trace().toString());
        String page = Timeline.page("crossed", small);
        assertTrue(page.contains(">g</text>"), page);
        assertFalse(page.contains(">e</text>"), page);
    }

    @Test
    void locksThatAreTakenCrosswiseInTwoStagesAreFoundByASearchOfAllOrders() {
        Run failing = CROSSED.explore(1, 1_000).failing().orElseThrow();
        assertInstanceOf(DeadlockError.class, failing.failure().orElseThrow());
    }

    /** A composition that tells of each of its pieces. */
    private static void assertInterleaved(int pieces, Function<Consumer<String>, Task<?>> composition) {
        TreeSet<String> orders = new TreeSet<>();
        for (long seed = 0; seed < 5_000; seed++) {
            List<String> log = new ArrayList<>();
            SimulationScheduler simulation =
                    SimulationScheduler.builder().seed(seed).build();
            TaskHandle<?> handle = simulation.submit(composition.apply(log::add));
            simulation.submit(Task.run(() -> log.add("other")));
            simulation.run();
            assertTrue(handle.isDone());
            if (handle.state() == TaskState.FAILED) handle.result();
            simulation.close();
            assertEquals(pieces, log.size() - 1, log::toString);
            orders.add(log.indexOf("other") + "");
        }
        assertEquals(pieces + 1, orders.size(), orders::toString); // before each piece, and after the last
    }

    private static Task<Integer> telling(String name, Consumer<String> log) {
        return Task.call(() -> {
            log.accept(name);
            return 1;
        });
    }

    @Test
    void othersComeInBetweenAnyTwoStagesAndBeforeResultAndEnding() {
        assertInterleaved(
                4,
                log -> Script.<Consumer<String>, Integer>of(
                                state -> {
                                    state.accept("result");
                                    return 1;
                                },
                                (state, worker) -> {
                                    state.accept("one");
                                    return Step.done();
                                },
                                (state, worker) -> {
                                    state.accept("two");
                                    return Step.done();
                                })
                        .ending((state, worker) -> state.accept("ending"))
                        .start(log));
    }

    @Test
    void othersComeInBetweenThePartsOfAFlatMap() {
        assertInterleaved(
                5,
                log -> telling("one", log)
                        .flatMap(value -> {
                            log.accept("make two");
                            return telling("two", log);
                        })
                        .flatMap(value -> {
                            log.accept("make three");
                            return telling("three", log);
                        }));
    }

    @Test
    void othersComeInBetweenOpeningUsingAndClosing() {
        assertInterleaved(
                4,
                log -> Tasks.using(
                        () -> {
                            log.accept("open");
                            return () -> log.accept("close");
                        },
                        resource -> {
                            log.accept("make");
                            return telling("use", log);
                        }));
    }

    @Test
    void othersComeInBetweenTheClosingsOfACancelledTask() {
        assertInterleaved(4, log -> {
            Task<Integer> waiting = worker -> {
                log.accept("waits");
                worker.task().cancel();
                return Step.await(new Promise<>());
            };
            return Tasks.using(
                    () -> {
                        log.accept("open");
                        return () -> log.accept("close");
                    },
                    outer -> Tasks.using(() -> () -> log.accept("close"), inner -> waiting));
        });
    }
}
