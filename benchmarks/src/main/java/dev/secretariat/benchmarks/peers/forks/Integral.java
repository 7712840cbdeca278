package dev.secretariat.benchmarks.peers.forks;

import static dev.secretariat.benchmarks.peers.forks.Integral.function;
import static dev.secretariat.benchmarks.peers.forks.Integral.isPrecise;
import static dev.secretariat.benchmarks.peers.forks.Integral.trapezoid;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/**
 * The integral of x³ + x from zero, by trapezoids that are halved until that makes no difference. All contestants add
 * up the same numbers in the same order, so that their answer is the plain recursion's to the last bit. The plain
 * recursion's is close to the exact one.
 */
final class Integral extends Problem {
    /** How much a trapezoid may differ from the sum of its halves. */
    private static final double TOLERANCE = 1e-9;

    /** How much, as a share, the sum of all trapezoids may differ from the exact answer. */
    private static final double PRECISION = 1e-6;

    private final double to;
    private final double known;
    private double answer;

    Integral(int to) {
        this.to = to;
        this.known = plain(0, 0, to, function(to), whole());
        double exact = (this.to * to / 2 + 1) * to * to / 2;
        if (Math.abs(known - exact) > PRECISION * exact) throw new WrongAnswerException(known, exact);
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
    void solve(Worker worker) throws Exception {
        answer = IntegralFork.area(worker, 0, 0, to, function(to), whole());
    }

    @Override
    void solveAsking(Worker worker) throws Exception {
        answer = IntegralAsking.area(worker, 0, 0, to, function(to), whole());
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

    private static final class IntegralFork extends Fork<@Nullable Void> {
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
        public @Nullable Void run(Worker worker) throws Exception {
            result = area(worker, from, atFrom, to, atTo, whole);
            return null;
        }

        static double area(Worker worker, double from, double atFrom, double to, double atTo, double whole)
                throws Exception {
            double middle = (from + to) / 2;
            double atMiddle = function(middle);
            double left = trapezoid(from, atFrom, middle, atMiddle);
            double right = trapezoid(middle, atMiddle, to, atTo);
            if (isPrecise(whole, left + right)) return left + right;
            IntegralFork fork = new IntegralFork(from, atFrom, middle, atMiddle, left);
            worker.fork(fork);
            double rest = area(worker, middle, atMiddle, to, atTo, right);
            worker.join(fork);
            return fork.result + rest;
        }
    }

    private static final class IntegralAsking extends Fork<@Nullable Void> {
        private final double from;
        private final double atFrom;
        private final double to;
        private final double atTo;
        private final double whole;
        private double result;

        private IntegralAsking(double from, double atFrom, double to, double atTo, double whole) {
            this.from = from;
            this.atFrom = atFrom;
            this.to = to;
            this.atTo = atTo;
            this.whole = whole;
        }

        @Override
        public @Nullable Void run(Worker worker) throws Exception {
            result = area(worker, from, atFrom, to, atTo, whole);
            return null;
        }

        static double area(Worker worker, double from, double atFrom, double to, double atTo, double whole)
                throws Exception {
            double middle = (from + to) / 2;
            double atMiddle = function(middle);
            double left = trapezoid(from, atFrom, middle, atMiddle);
            double right = trapezoid(middle, atMiddle, to, atTo);
            if (isPrecise(whole, left + right)) return left + right;
            if (!worker.isForkWorthwhile())
                return area(worker, from, atFrom, middle, atMiddle, left)
                        + area(worker, middle, atMiddle, to, atTo, right);
            IntegralAsking fork = new IntegralAsking(from, atFrom, middle, atMiddle, left);
            worker.fork(fork);
            double rest = area(worker, middle, atMiddle, to, atTo, right);
            worker.join(fork);
            return fork.result + rest;
        }
    }

    @SuppressWarnings("serial") // nobody serializes it
    private static final class IntegralAction extends RecursiveAction {
        private final double from;
        private final double atFrom;
        private final double to;
        private final double atTo;
        private final double whole;
        private double result;

        private IntegralAction(double from, double atFrom, double to, double atTo, double whole) {
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
            IntegralAction fork = new IntegralAction(from, atFrom, middle, atMiddle, left);
            fork.fork();
            double rest = area(middle, atMiddle, to, atTo, right);
            fork.join();
            return fork.result + rest;
        }
    }

    @SuppressWarnings("serial") // nobody serializes it
    private static final class IntegralSurplus extends RecursiveAction {
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
}
