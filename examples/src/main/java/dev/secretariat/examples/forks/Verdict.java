package dev.secretariat.examples.forks;

import java.util.List;

/**
 * The outcome of a contest.
 *
 * @param result the result of the sequential way
 * @param agree whether each run of each way had the same result
 * @param timings the times of the three ways, the sequential one first
 */
record Verdict<R>(R result, boolean agree, List<Timing> timings) {}
