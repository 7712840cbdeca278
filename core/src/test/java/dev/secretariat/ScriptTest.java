package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A task made of stages that share a state. */
class ScriptTest extends Compositions {
    /** The state of a script: notes what happens to it. */
    private final class Order {
        private final Promise<Integer> stock = new Promise<>();
        private String failAt = "";

        Step<?> check(Worker worker) throws IOException {
            note("check");
            return Step.done();
        }

        Step<?> await(Worker worker) throws IOException {
            note("await");
            return stock.isDone() ? Step.done() : Step.await(stock);
        }

        Step<?> send(Worker worker) throws IOException {
            note("send");
            return Step.done();
        }

        String receipt() {
            return "receipt for " + stock.result();
        }

        void end(Worker worker) throws IOException {
            note("end");
        }

        private void note(String event) throws IOException {
            log.add(event);
            if (failAt.equals(event)) throw new IOException("no " + event);
        }
    }

    private static final Script<Order, String> SCRIPT =
            Script.of(Order::receipt, Order::check, Order::await, Order::send);

    @Test
    void aScriptRunsItsStagesInOrderAndRepeatsAnUnfinishedOne() {
        Order order = new Order();
        TaskHandle<String> handle = run(SCRIPT.start(order));
        assertEquals(List.of("check", "await"), log);
        order.stock.complete(new Outcome.Succeeded<>(5));
        scheduler.runUntilIdle();
        assertEquals(List.of("check", "await", "await", "send"), log);
        assertEquals("receipt for 5", handle.result());
    }

    @Test
    void whatTheEndingOfARunThrowsIsReportedIfItWasCancelledAtACheckpoint() {
        Script<Object, Integer> script = Script.<Object, Integer>of(state -> 1, (state, worker) -> {
                    worker.task().cancel();
                    worker.checkpoint();
                    return Step.done();
                })
                .ending((state, worker) -> {
                    throw new IOException("no end");
                });
        assertEquals(TaskState.CANCELLED, run(script.start("a state")).state());
        assertEquals(List.of("reported no end"), log);
    }

    @Test
    void aScriptsEndingRunsOnceAtEachEnd() {
        Script<Order, String> script = SCRIPT.ending(Order::end);
        Order good = new Order();
        good.stock.complete(new Outcome.Succeeded<>(1));
        assertEquals("receipt for 1", run(script.start(good)).result());
        assertEquals(List.of("check", "await", "send", "end"), log);

        log.clear();
        Order bad = new Order();
        bad.failAt = "check";
        assertEquals("no check", causeOf(run(script.start(bad))).getMessage());
        assertEquals(List.of("check", "end"), log);

        log.clear();
        TaskHandle<String> cancelled = run(script.start(new Order()));
        cancelled.cancel();
        scheduler.runUntilIdle();
        assertEquals(List.of("check", "await", "end"), log);

        log.clear();
        Order unlucky = new Order();
        unlucky.failAt = "end";
        TaskHandle<String> unluckyHandle = run(script.start(unlucky));
        unlucky.stock.complete(new Outcome.Succeeded<>(1));
        scheduler.runUntilIdle();
        assertEquals("no end", causeOf(unluckyHandle).getMessage());
        assertEquals(1, log.stream().filter("end"::equals).count());
    }

    @Test
    void aLongScriptGivesOthersATurn() {
        Script.Stage<List<String>> stage = (state, worker) -> {
            state.add("stage");
            return Step.done();
        };
        @SuppressWarnings("unchecked") // of no other type
        Script.Stage<List<String>>[] stages = Collections.nCopies(40, stage).toArray(Script.Stage[]::new);
        Script<List<String>, Integer> script = Script.<List<String>, Integer>of(List::size, stages);
        TaskHandle<Integer> handle = scheduler.submit(script.start(log));
        scheduler.submit(Task.run(() -> log.add("other")));
        scheduler.runUntilIdle();
        assertEquals(41, handle.result());
        assertTrue(log.indexOf("other") < 20, log::toString);
    }
}
