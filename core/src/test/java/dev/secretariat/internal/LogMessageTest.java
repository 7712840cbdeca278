package dev.secretariat.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;

class LogMessageTest {
    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new Unprintable();
        }
    }

    private static final class Mute {
        @Override
        public String toString() {
            throw new Unprintable();
        }
    }

    private static String printed(Runnable logging) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            logging.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static LogMessage error(String text) {
        return LogMessage.error(LogMessageTest.class, text);
    }

    @Test
    void whatCanBePrintedIs() {
        String text = printed(() -> error("{} and {} went wrong").log("one", 2, new IllegalStateException("why")));
        assertTrue(text.contains("one and 2 went wrong"), text);
        assertTrue(text.contains("IllegalStateException: why"), text);
        assertFalse(text.contains("cannot be printed"), text);
    }

    @Test
    void aFailureThatCannotBePrintedIsToldByItsClass() {
        String text = printed(() -> error("{} went wrong").log("one", new Unprintable()));
        assertTrue(text.contains("one went wrong (" + Unprintable.class.getName() + ")"), text);
    }

    @Test
    void anArgumentThatCannotBePrintedIsToldByItsClass() {
        String text =
                printed(() -> LogMessage.warn(LogMessageTest.class, "{} and {}").log("one", new Mute()));
        assertTrue(text.contains("one and a " + Mute.class.getName()), text);
    }

    @Test
    void aLoggerThatThrowsWhateverItIsAskedIsLeftAlone() {
        int[] calls = {0};
        Logger broken = (Logger) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    calls[0]++;
                    throw new OutOfMemoryError("pretended");
                });
        assertDoesNotThrow(() -> new LogMessage(broken, Level.ERROR, "text").log(new Unprintable()));
        assertDoesNotThrow(() -> new LogMessage(broken, Level.WARN, "{} {}").log("one", new Mute()));
        assertDoesNotThrow(() -> new LogMessage(broken, Level.DEBUG, "{}").log("one"));
        assertEquals(6, calls[0], "each was tried twice");
    }
}
