package dev.secretariat.benchmarks.peers.forks;

import static dev.secretariat.benchmarks.peers.forks.Integral.function;
import static dev.secretariat.benchmarks.peers.forks.Integral.isPrecise;
import static dev.secretariat.benchmarks.peers.forks.Integral.trapezoid;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import org.jspecify.annotations.Nullable;

final class IntegralFork extends Fork<@Nullable Void> {
    private final double from;
    private final double atFrom;
    private final double to;
    private final double atTo;
    private final double whole;
    private double result;

    private IntegralFork(double from, double atFrom, double to, double atTo, double whole) {
        this.from = from;
        this.atFrom = atFrom;
        this.to = to;
        this.atTo = atTo;
        this.whole = whole;
    }

    @Override
    public @Nullable Void run(Worker worker) {
        result = area(worker, from, atFrom, to, atTo, whole);
        return null;
    }

    static double area(Worker worker, double from, double atFrom, double to, double atTo, double whole) {
        double middle = (from + to) / 2;
        double atMiddle = function(middle);
        double left = trapezoid(from, atFrom, middle, atMiddle);
        double right = trapezoid(middle, atMiddle, to, atTo);
        if (isPrecise(whole, left + right)) return left + right;
        IntegralFork fork = new IntegralFork(from, atFrom, middle, atMiddle, left);
        worker.fork(fork);
        double rest = area(worker, middle, atMiddle, to, atTo, right);
        fork.join(worker);
        return fork.result + rest;
    }
}
