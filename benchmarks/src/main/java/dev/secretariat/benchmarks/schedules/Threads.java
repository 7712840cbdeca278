package dev.secretariat.benchmarks.schedules;

import dev.secretariat.TaskHandle;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.FiberAction;
import dev.secretariat.fiber.Fibers;
import java.util.ArrayList;
import java.util.List;

/** The threads of a subject, which are fibers: its main one starts the others, one in each step. */
final class Threads {
    private final Fiber main;
    private final List<TaskHandle<Void>> started = new ArrayList<>();

    Threads(Fiber main) {
        this.main = main;
    }

    /** Returns the main one. */
    Fiber main() {
        return main;
    }

    /** Starts another one. */
    void start(String name, FiberAction body) {
        if (!started.isEmpty()) main.yieldNow(); // those that have been started may run before this one
        started.add(main.submit(name, Fibers.run(body)));
    }

    /** Waits for all that have been started so far; fails if one of them has. */
    void join() {
        started.forEach(main::await);
    }
}
