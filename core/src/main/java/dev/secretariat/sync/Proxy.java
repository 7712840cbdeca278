package dev.secretariat.sync;

/** Stands for whoever asks, or holds, at the moment. */
interface Proxy {
    /** Returns a task's handle, or a thread. */
    Object who();
}
