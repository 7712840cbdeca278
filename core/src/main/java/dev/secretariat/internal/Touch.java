package dev.secretariat.internal;

import org.jspecify.annotations.Nullable;

/**
 * Where the library says what a step reads and writes that others may see, for whoever watches: a simulation. Where nobody does, a call costs a look at a static field.
 *
 * <p>Each class that several tasks act on at once says so where it is entered: a {@link #reads read} of an object changes nothing that others could see in it, all else
 * is a {@link #writes write}. Two steps that touch nothing in common, or only read it, can be exchanged, and nobody sees a difference.
 */
public final class Touch {
    /** Who watches. Called by whatever thread touches something; it must not throw, and touches nothing itself. */
    public interface Observer {
        /** The calling thread makes something that may be touched; it is not finished yet. */
        void creates(Object what);

        /** The calling thread reads something. */
        void reads(Object what);

        /** The calling thread has written something. */
        void writes(Object what);

        /** The calling thread has read and written something at once. */
        void updates(Object what);

        /** The calling thread has done something to a task, which its next step will notice. */
        void controls(Object task);
    }

    /** Null where nobody watches. Not volatile: whoever is to be watched is run by the thread that has set it, or was started after that. */
    private static @Nullable Observer observer;

    /** Lets others come in between before the calling fiber touches something; null as long as there is no fiber in a simulation. */
    private static @Nullable Runnable pause;

    private Touch() {}

    /** Sets what lets others come in between, always the same: whoever needs that sets it before. */
    public static void pauseBy(Runnable how) {
        if (pause == null) pause = how;
    }

    /** Says that the calling thread is about to touch what others may change meanwhile. */
    public static void approaches() {
        Runnable pausing = pause;
        if (pausing != null) pausing.run();
    }

    /** Sets who watches from now on; null for nobody. Those who share the place take care of its order. */
    public static void observe(@Nullable Observer next) {
        observer = next;
    }

    /** Says that something is made that may be touched. */
    public static void creates(Object what) {
        Observer watching = observer;
        if (watching != null) watching.creates(what);
    }

    /** Says that something is read. */
    public static void reads(Object what) {
        Observer watching = observer;
        if (watching != null) watching.reads(what);
    }

    /** Says that something was written, or may have been. */
    public static void writes(Object what) {
        Observer watching = observer;
        if (watching != null) watching.writes(what);
    }

    /** Says that something was read and written at once, and nothing else came between. */
    public static void updates(Object what) {
        Observer watching = observer;
        if (watching != null) watching.updates(what);
    }

    /** Says that something was done to a task. */
    public static void controls(Object task) {
        Observer watching = observer;
        if (watching != null) watching.controls(task);
    }
}
