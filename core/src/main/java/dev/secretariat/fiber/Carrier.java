package dev.secretariat.fiber;

/**
 * What carries the bodies of fibers, chosen once for a JVM: the best that it has, or the one that the system property {@code
 * dev.secretariat.fiber.carrier} names. What fibers do is the same on each; what a wait costs is not, nor what becomes of a body that
 * blocks in some other way than by its {@link Fiber}.
 */
public enum Carrier {
    /**
     * Virtual threads that are mounted on the worker's own thread. The best there is: a wait costs a fraction of a microsecond,
     * and a body that blocks, in a lock or a queue of java.util.concurrent or in {@code synchronized}, lets its worker go on with
     * others. Needs JDK 24 or later, and {@code --add-opens java.base/java.lang=ALL-UNNAMED}; the property calls it {@code mounted}.
     */
    MOUNTED("mounted"),

    /**
     * Virtual threads that run while the worker's thread waits for them. A body that blocks, blocks its worker. Needs JDK 21,
     * and is chosen from 24 on; before that, waits inside {@code synchronized} hold a thread each of the few that the JDK runs virtual
     * threads on. The property calls it {@code baton}.
     */
    BATON("baton"),

    /**
     * Platform threads that run while the worker's thread waits for them: one for each body that has begun and not ended, from a bounded
     * cache. A body that blocks, blocks its worker. On any JDK; the property calls it {@code platform-baton}.
     */
    PLATFORM_BATON("platform-baton");

    private final String property;

    Carrier(String property) {
        this.property = property;
    }

    /** Returns what the system property calls it. */
    String property() {
        return property;
    }
}
