package dev.secretariat.examples.pipeline;

import java.util.Map;

/**
 * What has been counted.
 *
 * @param lines how many lines there were
 * @param words how often each word occurs
 */
public record Counted(long lines, Map<String, Long> words) {}
