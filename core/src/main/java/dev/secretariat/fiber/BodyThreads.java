package dev.secretariat.fiber;

import dev.secretariat.Worker;

/** Makes the threads of bodies, on each carrier. */
final class BodyThreads {
    private BodyThreads() {}

    /**
     * Makes the thread of a body, which stands still until it is resumed.
     *
     * @param name of the body's task
     * @param worker in whose step the fiber begins
     * @param task the body's
     * @throws IllegalStateException if there is none to be had
     */
    static BodyThread of(Carrier carrier, String name, Runnable body, Worker worker, Object task) {
        return switch (carrier) {
            case MOUNTED -> new Mounted(name, body, task);
            case BATON -> Baton.onVirtualThread(name, body);
            case PLATFORM_BATON -> Baton.onPlatformThread(name, body, PlatformThreads.of(worker));
        };
    }
}
