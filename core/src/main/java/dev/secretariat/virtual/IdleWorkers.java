package dev.secretariat.virtual;

import dev.secretariat.spi.WorkerBase;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Workers that run no step at the moment: there are as many as steps have run at once. The last one that came is taken first. */
final class IdleWorkers {
    private final ConcurrentLinkedDeque<WorkerBase> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger count = new AtomicInteger();
    private final IntFunction<WorkerBase> maker;

    IdleWorkers(IntFunction<WorkerBase> maker) {
        this.maker = maker;
    }

    /** Lets a worker do something on the calling thread. What it did for others before happens-before this. */
    void use(Consumer<WorkerBase> step) {
        WorkerBase taken = idle.pollFirst();
        WorkerBase worker = taken != null ? taken : maker.apply(count.getAndIncrement());
        try {
            step.accept(worker);
        } finally {
            idle.addFirst(worker);
        }
    }
}
