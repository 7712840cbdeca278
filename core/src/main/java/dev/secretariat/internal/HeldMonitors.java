package dev.secretariat.internal;

/**
 * Sees to it that a thread which is to carry a virtual one keeps the monitors that it holds.
 *
 * <p>HotSpot notes the last few monitors that a thread has entered, and nobody else wants, on a stack of the thread's own. A virtual
 * thread that leaves its carrier takes with it what is on that stack, the carrier's monitors too: these are then held by nobody, or
 * are exited twice, and the JVM crashes. The threads that the JDK itself uses as carriers hold none. Ours may be a user's,
 * who drives a scheduler inside {@code synchronized}.
 *
 * <p>Where that stack, of {@link #DEPTH} places, is full, the JVM makes room by giving the lowest one a monitor object, in which the thread is
 * noted as its owner for good. So whoever enters as many monitors of its own has all others moved there, and leaves an empty stack behind.
 * No rule says so: a test of this library holds it against each JDK that it is run on.
 */
public final class HeldMonitors {
    private static final int DEPTH = 8;

    /** Entered by one thread at a time. */
    private final Object[] own = new Object[DEPTH];

    /** Makes one, for whatever is run by one thread at a time. */
    public HeldMonitors() {
        for (int i = 0; i < DEPTH; i++) own[i] = new Object();
    }

    /** Moves all monitors that the calling thread holds to where no virtual thread takes them from. */
    public void secure() {
        enterFrom(0);
    }

    private void enterFrom(int index) {
        if (index == DEPTH) return;
        synchronized (own[index]) {
            enterFrom(index + 1);
        }
    }
}
