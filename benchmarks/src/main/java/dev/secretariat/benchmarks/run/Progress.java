package dev.secretariat.benchmarks.run;

import java.io.IOException;
import java.util.Collection;
import java.util.function.Consumer;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Hands on what JMH says, and counts its iterations. */
public final class Progress implements OutputFormat {
    private final OutputFormat log;
    private final int iterations;
    private final Consumer<Mark> marks;
    private final long startNanos = System.nanoTime();
    private int begun;

    /**
     * How far the session has come.
     *
     * @param doing what is measured now
     * @param share how much is done, from 0 to 1
     * @param secondsLeft how long it will take, if it goes on like this; negative if nobody knows yet
     */
    public record Mark(String doing, double share, long secondsLeft) {}

    /** Tells {@code marks} of each iteration of a plan that begins. */
    public Progress(Plan plan, OutputFormat log, Consumer<Mark> marks) {
        this.iterations = plan.iterations();
        this.log = log;
        this.marks = marks;
    }

    @Override
    public void iteration(BenchmarkParams benchmark, IterationParams params, int iteration) {
        log.iteration(benchmark, params, iteration);
        double share = (double) begun++ / iterations;
        String doing = metric(benchmark) + ", " + benchmark.getParam("peer");
        marks.accept(new Mark(doing, Math.min(1, share), secondsLeft(share)));
    }

    private static String metric(BenchmarkParams benchmark) {
        if (benchmark.getParamsKeys().contains("kernel"))
            return benchmark.getParam("kernel") + " " + benchmark.getParam("size");
        String method = benchmark.getBenchmark();
        return method.substring(method.lastIndexOf('.') + 1);
    }

    private long secondsLeft(double share) {
        if (share <= 0) return -1;
        double elapsed = (System.nanoTime() - startNanos) / 1e9;
        return Math.max(0, Math.round(elapsed * (1 - share) / share));
    }

    @Override
    public void iterationResult(
            BenchmarkParams benchmark, IterationParams params, int iteration, IterationResult data) {
        log.iterationResult(benchmark, params, iteration, data);
    }

    @Override
    public void startBenchmark(BenchmarkParams benchmark) {
        log.startBenchmark(benchmark);
    }

    @Override
    public void endBenchmark(BenchmarkResult result) {
        log.endBenchmark(result);
    }

    @Override
    public void startRun() {
        log.startRun();
    }

    @Override
    public void endRun(Collection<RunResult> results) {
        log.endRun(results);
    }

    @Override
    public void print(String text) {
        log.print(text);
    }

    @Override
    public void println(String text) {
        log.println(text);
    }

    @Override
    public void flush() {
        log.flush();
    }

    /** JMH closes its output after each run; there are several here, and the log is its opener's to close. */
    @Override
    public void close() {
        log.flush();
    }

    @Override
    public void verbosePrintln(String text) {
        log.verbosePrintln(text);
    }

    @Override
    public void write(int character) {
        log.write(character);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        log.write(bytes);
    }
}
