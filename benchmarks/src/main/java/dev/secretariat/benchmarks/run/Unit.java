package dev.secretariat.benchmarks.run;

/** What a metric is counted in, and which way is better. */
public enum Unit {
    /** Time of one operation. */
    NANOSECONDS("ns", true),
    /** Time of one operation. */
    MILLISECONDS("ms", true),
    /** Throughput. */
    MILLIONS_A_SECOND("M/s", false),
    /** Memory. */
    BYTES("B", true);

    private final String symbol;
    private final boolean lowerIsBetter;

    Unit(String symbol, boolean lowerIsBetter) {
        this.symbol = symbol;
        this.lowerIsBetter = lowerIsBetter;
    }

    /** As printed behind a number. */
    public String symbol() {
        return symbol;
    }

    /** Whether less of it is better. */
    public boolean lowerIsBetter() {
        return lowerIsBetter;
    }

    /** How many times as good as theirs ours is; above one, ours is better. */
    public double ratio(double ours, double theirs) {
        return lowerIsBetter ? theirs / ours : ours / theirs;
    }
}
