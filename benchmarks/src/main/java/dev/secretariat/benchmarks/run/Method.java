package dev.secretariat.benchmarks.run;

import java.util.Map;

/**
 * What JMH is told to run.
 *
 * @param type the benchmark's class
 * @param name the method's
 * @param parameters beside the peer and the number of workers
 */
public record Method(Class<?> type, String name, Map<String, String> parameters) {
    /** As an expression that finds this method alone. */
    String pattern() {
        return "^" + (type.getName() + "." + name).replace(".", "\\.") + "$";
    }
}
