package dev.secretariat.examples.flaky;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** The balances of a few accounts. Reads and writes are atomic; what happens between them is up to the caller. */
final class Ledger {
    private final AtomicIntegerArray balances;

    Ledger(int... balances) {
        this.balances = new AtomicIntegerArray(balances);
    }

    int balance(int account) {
        return balances.get(account);
    }

    void set(int account, int balance) {
        balances.set(account, balance);
    }

    int total() {
        int total = 0;
        for (int i = 0; i < balances.length(); i++) total += balances.get(i);
        return total;
    }
}
