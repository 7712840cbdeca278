package dev.secretariat.history;

import org.jspecify.annotations.Nullable;

/** The call or the answer of an operation. */
record Event<O, R extends @Nullable Object>(Operation<O, R> operation, boolean isCall) {}
