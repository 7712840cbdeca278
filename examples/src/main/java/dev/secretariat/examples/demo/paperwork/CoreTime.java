package dev.secretariat.examples.demo.paperwork;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Reads for how long a thread has had a core, as the operating system counts it. */
final class CoreTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CoreTime() {}

    /** Returns whether this machine counts it. */
    static boolean isKnown() {
        return THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();
    }

    static long ofThisThread() {
        return isKnown() ? THREADS.getCurrentThreadCpuTime() : 0;
    }
}
