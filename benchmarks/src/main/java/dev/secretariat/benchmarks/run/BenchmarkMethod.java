package dev.secretariat.benchmarks.run;

import java.util.Map;

/**
 * What JMH runs for a metric.
 *
 * @param type the class of the benchmark
 * @param name the name of its method
 * @param parameters those that the metric fixes; the peer and the number of workers are not among them
 */
public record BenchmarkMethod(Class<?> type, String name, Map<String, String> parameters) {
    /** Returns a regular expression that matches this method alone. */
    String pattern() {
        return "^" + (type.getName() + "." + name).replace(".", "\\.") + "$";
    }
}
