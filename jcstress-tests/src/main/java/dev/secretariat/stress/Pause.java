package dev.secretariat.stress;

/**
 * Lets time go by in an actor. A control pauses inside the hole that it makes, so that the other actor can
 * come in between; and the quicker of two actors pauses for about as long as the other one takes. Between
 * two barriers of jcstress each actor goes through many states by itself: a quick one would soon be far
 * ahead, and meet nobody. No test waits by a pause for anything to have happened.
 */
public final class Pause {
    private Pause() {}

    /** So many times the shortest wait of the processor, which is some ten to a hundred nanoseconds. */
    public static void spin(int times) {
        for (int i = 0; i < times; i++) Thread.onSpinWait();
    }
}
