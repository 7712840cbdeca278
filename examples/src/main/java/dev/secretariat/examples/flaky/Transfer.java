package dev.secretariat.examples.flaky;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;

/**
 * Moves money from one account to another: looks at both in one step, and writes both in the next. Right as
 * long as nobody else moves money in between.
 */
final class Transfer implements Task<Void> {
    private final Ledger ledger;
    private final int from;
    private final int to;
    private final int amount;
    private boolean hasLooked;
    private int fromBalance;
    private int toBalance;

    Transfer(Ledger ledger, int from, int to, int amount) {
        this.ledger = ledger;
        this.from = from;
        this.to = to;
        this.amount = amount;
    }

    @Override
    public Step<Void> step(Worker worker) {
        if (!hasLooked) {
            fromBalance = ledger.balance(from);
            toBalance = ledger.balance(to);
            hasLooked = true;
            return Step.yieldNow(); // the manager signs
        }
        ledger.set(from, fromBalance - amount);
        ledger.set(to, toBalance + amount);
        return Step.done();
    }
}
