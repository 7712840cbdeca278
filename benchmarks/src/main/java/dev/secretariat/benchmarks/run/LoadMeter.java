package dev.secretariat.benchmarks.run;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/** Meters what else the machine does from one moment to another, as far as the system tells. */
final class LoadMeter {
    private static final Path PROC = Path.of("/proc");

    private final Path proc;
    private final OptionalDouble average;
    private final Optional<CpuTimes> before;

    private LoadMeter(Path proc) {
        this.proc = proc;
        average = average();
        before = CpuTimes.read(proc);
    }

    /** Begins to meter. */
    static LoadMeter start() {
        return new LoadMeter(PROC);
    }

    /** Returns the load since the start. Child processes of this one must have ended, or they count as others. */
    Load stop() {
        Optional<CpuTimes> now = CpuTimes.read(proc);
        if (before.isEmpty() || now.isEmpty()) return new Load(average, OptionalDouble.empty());
        return new Load(average, now.get().foreignSince(before.get()));
    }

    private static OptionalDouble average() {
        double average = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return average < 0 ? OptionalDouble.empty() : OptionalDouble.of(average);
    }
}
