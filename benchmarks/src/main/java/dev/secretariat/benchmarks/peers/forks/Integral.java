package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;

/**
 * The integral of x³ + x from zero, by trapezoids that are halved until it makes no difference. All sides add
 * up the same numbers in the same order, so that their answer is the plain recursion's to the last bit, and
 * that one is close to the answer on paper.
 */
final class Integral extends Problem {
    private static final double TOLERANCE = 1e-9;

    /** Of the sum of all trapezoids, each of which has its tolerance. */
    private static final double PRECISION = 1e-6;

    private final double to;
    private final double known;
    private double answer;

    Integral(int to) {
        this.to = to;
        this.known = plain(0, 0, to, function(to), whole());
        double onPaper = (this.to * to / 2 + 1) * to * to / 2;
        if (Math.abs(known - onPaper) > PRECISION * onPaper) throw new WrongAnswerException(known, onPaper);
    }

    static double function(double x) {
        return (x * x + 1) * x;
    }

    static double trapezoid(double from, double atFrom, double to, double atTo) {
        return (atFrom + atTo) * (to - from) / 2;
    }

    static boolean isPrecise(double whole, double halves) {
        return Math.abs(halves - whole) < TOLERANCE;
    }

    @Override
    void prepare() {
        answer = 0;
    }

    @Override
    void solve(Worker worker) {
        answer = IntegralFork.area(worker, 0, 0, to, function(to), whole());
    }

    @Override
    void solve(Peer peer) {
        answer = switch (peer) {
            case SEQUENTIAL -> plain(0, 0, to, function(to), whole());
            case FJP_ACTION -> IntegralAction.area(0, 0, to, function(to), whole());
            case FJP_SURPLUS -> IntegralSurplus.area(0, 0, to, function(to), whole());
            default -> throw refused(peer);
        };
    }

    @Override
    void check() {
        if (answer != known) throw new WrongAnswerException(answer, known);
    }

    private double whole() {
        return trapezoid(0, 0, to, function(to));
    }

    private static double plain(double from, double atFrom, double to, double atTo, double whole) {
        double middle = (from + to) / 2;
        double atMiddle = function(middle);
        double left = trapezoid(from, atFrom, middle, atMiddle);
        double right = trapezoid(middle, atMiddle, to, atTo);
        if (isPrecise(whole, left + right)) return left + right;
        return plain(from, atFrom, middle, atMiddle, left) + plain(middle, atMiddle, to, atTo, right);
    }
}
