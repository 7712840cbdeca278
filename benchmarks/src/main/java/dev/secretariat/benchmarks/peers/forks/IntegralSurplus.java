package dev.secretariat.benchmarks.peers.forks;

import static dev.secretariat.benchmarks.peers.forks.Integral.function;
import static dev.secretariat.benchmarks.peers.forks.Integral.isPrecise;
import static dev.secretariat.benchmarks.peers.forks.Integral.trapezoid;

import java.util.concurrent.RecursiveAction;

@SuppressWarnings("serial") // nobody serializes it
final class IntegralSurplus extends RecursiveAction {
    private final double from;
    private final double atFrom;
    private final double to;
    private final double atTo;
    private final double whole;
    private double result;

    private IntegralSurplus(double from, double atFrom, double to, double atTo, double whole) {
        this.from = from;
        this.atFrom = atFrom;
        this.to = to;
        this.atTo = atTo;
        this.whole = whole;
    }

    @Override
    protected void compute() {
        result = area(from, atFrom, to, atTo, whole);
    }

    static double area(double from, double atFrom, double to, double atTo, double whole) {
        double middle = (from + to) / 2;
        double atMiddle = function(middle);
        double left = trapezoid(from, atFrom, middle, atMiddle);
        double right = trapezoid(middle, atMiddle, to, atTo);
        if (isPrecise(whole, left + right)) return left + right;
        if (Surplus.isEnough())
            return area(from, atFrom, middle, atMiddle, left) + area(middle, atMiddle, to, atTo, right);
        IntegralSurplus fork = new IntegralSurplus(from, atFrom, middle, atMiddle, left);
        fork.fork();
        double rest = area(middle, atMiddle, to, atTo, right);
        if (fork.tryUnfork()) return area(from, atFrom, middle, atMiddle, left) + rest;
        fork.join();
        return fork.result + rest;
    }
}
