package dev.secretariat.benchmarks.run;

/** The unit of a figure, and whether less or more of it is better. */
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

    /** Returns what is printed after a number. */
    public String symbol() {
        return symbol;
    }

    /** Returns whether less of it is better. */
    public boolean lowerIsBetter() {
        return lowerIsBetter;
    }

    /** Returns how many times as good as theirs our figure is; above 1, ours is better. */
    public double ratio(double ours, double theirs) {
        return lowerIsBetter ? theirs / ours : ours / theirs;
    }
}
