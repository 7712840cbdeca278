package dev.secretariat.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

    /** A constant that may be thrown by many is made so that it carries none: what it cannot carry is not lost. */
    @Test
    void whatAnEarlierFailureDoesNotCarryIsLogged_servicetalk958() {
        Exception constant = new Constant();
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertSame(constant, Throwables.suppress(constant, new Exception("cannot close")));
        } finally {
            System.setErr(before);
        }
        String printed = bytes.toString(StandardCharsets.UTF_8);
        assertTrue(printed.contains("cannot close"), printed);
    }

    /** Those that the JVM throws carry none, and there may be one at each of a thousand levels. */
    @Test
    void oneStackOverflowBesideAnotherIsNotTold() {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            Throwable first = overflow(0);
            assertSame(first, Throwables.suppress(first, overflow(0)));
            assertEquals("", bytes.toString(StandardCharsets.UTF_8));
            assertSame(first, Throwables.suppress(first, new IllegalStateException("something else")));
        } finally {
            System.setErr(before);
        }
        String printed = bytes.toString(StandardCharsets.UTF_8);
        assertTrue(printed.contains("something else"), printed);
    }

    private static Throwable overflow(int depth) {
        try {
            return depth < 0 ? new AssertionError(depth) : overflow(depth + 1);
        } catch (StackOverflowError thrown) {
            return thrown;
        }
    }

    private static final class Constant extends Exception {
        private static final long serialVersionUID = 1;

        Constant() {
            super("constant", null, false, false);
        }
    }
}
