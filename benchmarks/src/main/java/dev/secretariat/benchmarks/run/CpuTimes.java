package dev.secretariat.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What Linux has counted so far, all in the same clock ticks.
 *
 * @param total the time of all processors together, idle or not
 * @param busy how much of it was not idle; what a hypervisor gave to other machines is among it
 * @param own how much of it was taken by this process and by its children that have ended
 */
record CpuTimes(long total, long busy, long own) {
    // In the line of /proc/stat that sums all processors, behind its name: user nice system idle iowait irq softirq
    // steal.
    // More follow, which user and nice already contain.
    private static final int IDLE = 3;
    private static final int IOWAIT = 4;
    private static final int STATES = 8;

    // In /proc/self/stat, behind the name of the command in parentheses: utime, stime, cutime, cstime.
    private static final int OWN_FROM = 11;
    private static final int OWN_TO = 15;

    /** Reads the counts from where {@code /proc} is mounted, or returns nothing if there are none. */
    static Optional<CpuTimes> read(Path proc) {
        try {
            long[] states = numbers(sumOfProcessors(proc), 1, STATES + 1);
            long total = Arrays.stream(states).sum();
            long busy = total - states[IDLE] - states[IOWAIT];
            String self = Files.readString(proc.resolve("self").resolve("stat"));
            // The command's name may itself have blanks and parentheses.
            long own = Arrays.stream(numbers(self.substring(self.lastIndexOf(')') + 2), OWN_FROM, OWN_TO))
                    .sum();
            return Optional.of(new CpuTimes(total, busy, own));
        } catch (IOException | UncheckedIOException | IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Returns which share of the machine others have taken since an earlier reading. */
    OptionalDouble foreignSince(CpuTimes before) {
        long passed = total - before.total;
        if (passed <= 0) return OptionalDouble.empty();
        long foreign = (busy - before.busy) - (own - before.own);
        // The kernel adds up the states and the processes apart, so that the difference may be a tick or two below
        // zero.
        return OptionalDouble.of((double) Math.max(0, foreign) / passed);
    }

    private static String sumOfProcessors(Path proc) throws IOException {
        return Files.readString(proc.resolve("stat"))
                .lines()
                .filter(line -> line.startsWith("cpu "))
                .findFirst()
                .orElse("");
    }

    private static long[] numbers(String line, int from, int to) {
        String[] words = line.strip().split("\\s+", -1);
        if (words.length < to) throw new IndexOutOfBoundsException(words.length);
        return Arrays.stream(words, from, to).mapToLong(Long::parseLong).toArray();
    }
}
