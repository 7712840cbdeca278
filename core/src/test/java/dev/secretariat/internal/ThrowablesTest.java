package dev.secretariat.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class ThrowablesTest {
    private final Exception failure = new Exception("first");

    @Test
    void aLaterFailureIsSuppressedOnceAndNeverOntoItself() {
        Exception later = new Exception("later");
        assertSame(failure, Throwables.suppress(failure, later));
        Throwables.suppress(failure, later);
        Throwables.suppress(failure, failure);
        assertArrayEquals(new Throwable[] {later}, failure.getSuppressed());
    }

    @Test
    void anInstanceThatIsThrownAgainAndAgainDoesNotGrowForEver_netty9151() {
        for (int i = 0; i < 10_000; i++) Throwables.suppress(failure, new Exception("another"));
        assertEquals(Throwables.MAX_SUPPRESSED, failure.getSuppressed().length);
    }
}
