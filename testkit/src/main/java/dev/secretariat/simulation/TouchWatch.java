package dev.secretariat.simulation;

import dev.secretariat.spi.StepObserver;
import dev.secretariat.spi.TaskCell;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whose step touches something: one for the whole JVM, in which several simulations may be driven at once, by as many threads, or one within the step of another.
 * Nobody watches where none of them wants to know.
 */
final class TouchWatch extends StepObserver {
    private static final TouchWatch WATCH = new TouchWatch();

    /** Of the simulations that are driven now; the latest first, so that an inner one is found before the one around it. */
    private static final List<Touches> DRIVEN = new CopyOnWriteArrayList<>();

    private TouchWatch() {}

    /** Begins to watch a simulation, on the thread that is about to drive it. */
    static synchronized void begin(Touches touches) {
        DRIVEN.add(0, touches);
        StepObserver.set(WATCH);
    }

    /** Ends what the latest begin() of that simulation has begun. */
    static synchronized void end(Touches touches) {
        DRIVEN.remove(touches);
        if (DRIVEN.isEmpty()) StepObserver.set(null);
    }

    private static @Nullable Touches ofCaller() {
        for (Touches touches : DRIVEN) {
            if (touches.isOfCaller()) return touches;
        }
        return null;
    }

    @Override
    protected void creates(Object what) {
        Touches touches = ofCaller();
        if (touches != null) touches.creates(what);
    }

    @Override
    protected void reads(Object what) {
        Touches touches = ofCaller();
        if (touches != null) touches.reads(what);
    }

    @Override
    protected void writes(Object what) {
        Touches touches = ofCaller();
        if (touches != null) touches.writes(what);
    }

    @Override
    protected void updates(Object what) {
        Touches touches = ofCaller();
        if (touches != null) touches.updates(what);
    }

    @Override
    protected void controls(TaskCell<?> task) {
        Touches touches = ofCaller();
        if (touches != null) touches.controls(task);
    }
}
