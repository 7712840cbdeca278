package dev.secretariat.history;

import java.util.function.Supplier;

/** What a {@link Checker} has found. Its text is the whole report. Immutable. */
public final class Verdict {
    /** What there is to find. */
    private enum Kind {
        CONSISTENT("is "),
        INCONSISTENT("is not "),
        UNDECIDED("is perhaps ");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private final Kind kind;
    private final Consistency consistency;
    private final Supplier<String> report;
    private final int configurations;

    private Verdict(Kind kind, Consistency consistency, Supplier<String> report, int configurations) {
        this.kind = kind;
        this.consistency = consistency;
        this.report = report;
        this.configurations = configurations;
    }

    /** The report of an order is put in words when it is asked for: most are not. */
    static Verdict consistent(Consistency consistency, Supplier<String> report, int configurations) {
        return new Verdict(Kind.CONSISTENT, consistency, report, configurations);
    }

    static Verdict inconsistent(Consistency consistency, String report, int configurations) {
        return new Verdict(Kind.INCONSISTENT, consistency, () -> report, configurations);
    }

    static Verdict undecided(Consistency consistency, String report, int configurations) {
        return new Verdict(Kind.UNDECIDED, consistency, () -> report, configurations);
    }

    /** Returns whether there is an order of the operations as the model and the consistency want it. */
    public boolean isConsistent() {
        return kind == Kind.CONSISTENT;
    }

    /** Returns whether it was given up: then nobody knows whether there is one. */
    public boolean isUndecided() {
        return kind == Kind.UNDECIDED;
    }

    /** Returns how many configurations were looked at: states after sets of operations. */
    public int configurations() {
        return configurations;
    }

    /** Returns the same of a consistency that follows from this one. */
    Verdict as(Consistency weaker) {
        return new Verdict(kind, weaker, report, configurations);
    }

    String symptom() {
        return "the history " + kind.words + consistency.inWords();
    }

    /** Returns an order if there is one, else why there is none, or why that is not known. */
    @Override
    public String toString() {
        return symptom() + report.get();
    }
}
