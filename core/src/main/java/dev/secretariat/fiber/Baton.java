package dev.secretariat.fiber;

import dev.secretariat.Worker;
import dev.secretariat.internal.Threads;
import dev.secretariat.internal.Turns;
import dev.secretariat.internal.VirtualThreads;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A thread that runs while the worker's waits, and waits while that runs: they hand a baton to and fro, by {@link Turns}. */
final class Baton extends BodyThread implements Runnable {
    private final Runnable body;
    private final Turns turns = new Turns();

    // Of the worker.
    private @Nullable Thread thread;
    private Runnable release = () -> {}; // lets the thread go, when the body has ended

    Baton(Runnable body) {
        this.body = body;
    }

    static Baton onVirtualThread(String name, Runnable body) {
        Baton baton = new Baton(body);
        Thread made = VirtualThreads.unstarted(name, baton);
        baton.useThread(made);
        Threads.start(made);
        return baton;
    }

    static Baton onPlatformThread(String name, Runnable body, PlatformThreads threads) {
        Baton baton = new Baton(body);
        PlatformThreads.Carrying carrying = threads.start(name, baton);
        baton.useThread(carrying.thread());
        baton.release = carrying::giveBack;
        return baton;
    }

    /** Takes this thread as the one that runs, or will run, the body. Before the first turn. */
    void useThread(Thread own) {
        thread = own;
    }

    @Override
    Thread thread() {
        return Objects.requireNonNull(thread);
    }

    // ---- The worker's side ----

    @Override
    void resume(Worker inWhoseStep, BooleanSupplier stays) {
        turns.give(thread());
    }

    @Override
    void release() {
        release.run();
    }

    // ---- The body's side ----

    @Override
    public void run() {
        turns.run(body);
    }

    @Override
    void suspend() {
        turns.giveBack();
    }
}
