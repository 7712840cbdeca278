package dev.secretariat.examples.forks;

import java.util.List;

/**
 * What comes of a contest.
 *
 * @param result of the sequential way
 * @param agree whether each run of each way had the same result
 * @param timings of the three ways, the sequential one first
 */
record Verdict<R>(R result, boolean agree, List<Timing> timings) {}
