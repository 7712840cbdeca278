package dev.secretariat.benchmarks.run;

/**
 * What one JVM has measured.
 *
 * @param figure the median of its iterations
 * @param load what else the machine did meanwhile
 */
public record Measurement(double figure, Load load) {}
