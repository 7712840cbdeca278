package dev.secretariat.tck.broken;

import dev.secretariat.Waker;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** Looks before it remembers, by a condition that it is given. */
final class ProbedBox extends SoundBox {
    BooleanSupplier condition = () -> full;

    @Override
    public boolean register(Waker waker) {
        if (condition.getAsBoolean()) return false;
        return waiting.add(Objects.requireNonNull(waker, "waker"));
    }
}
