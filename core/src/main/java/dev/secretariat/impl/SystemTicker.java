package dev.secretariat.impl;

import dev.secretariat.Ticker;

/** The one place that reads the system's clock. */
public enum SystemTicker implements Ticker {
    INSTANCE;

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public String toString() {
        return "Ticker.system()";
    }
}
