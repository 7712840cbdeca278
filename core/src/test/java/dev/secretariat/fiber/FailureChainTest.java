package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.cooperative.CooperativeScheduler;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A failure that passes through many fibers, each of which awaits the one before: it costs each of them the same. */
@Timeout(120)
class FailureChainTest {
    private static final int LONG = 2000;

    private final IOException first = new IOException("the disk is full");

    static Stream<Carrier> carriers() {
        return FiberTest.carriers();
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aChainThatFindsTheFailureCostsInProportionToItsLength(Carrier carrier) {
        assertInProportion(carrier, false, LONG);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aChainThatWaitsForTheFailureCostsInProportionToItsLength(Carrier carrier) {
        // Each that waits has a platform thread there.
        assertInProportion(carrier, true, carrier == Carrier.PLATFORM_BATON ? LONG / 10 : LONG);
    }

    private void assertInProportion(Carrier carrier, boolean waits, int length) {
        Cost whole = cost(chain(carrier, waits, length), length);
        Cost half = cost(chain(carrier, waits, length / 2), length / 2);
        Cost quarter = cost(chain(carrier, waits, length / 4), length / 4);
        assertTwice("frames", whole.frames - half.frames, half.frames - quarter.frames);
        assertTwice("characters of messages", whole.messages - half.messages, half.messages - quarter.messages);
        assertTwice("characters of the trace", whole.printed - half.printed, half.printed - quarter.printed);
    }

    /** What twice as many more links add is twice as much, but for what a longer number takes. */
    private static void assertTwice(String what, long more, long less) {
        assertTrue(more > 1.8 * less && more < 2.2 * less, what + ": first " + less + " more, then " + more);
    }

    /** Returns how the last one of a chain has failed. */
    private TaskFailedException chain(Carrier carrier, boolean waits, int length) {
        CooperativeScheduler scheduler = CooperativeScheduler.builder().build();
        List<TaskHandle<Integer>> links = new ArrayList<>();
        FiberBody<Integer> begin = fiber -> {
            if (waits) fiber.yieldNow(); // and so all others come before
            throw first;
        };
        links.add(scheduler.submit("link-0", new FiberTask<>(begin, begin, carrier)));
        for (int i = 1; i < length; i++) {
            TaskHandle<Integer> before = links.get(i - 1);
            FiberBody<Integer> body = fiber -> fiber.await(before) + 1;
            links.add(scheduler.submit("link-" + i, new FiberTask<>(body, body, carrier)));
        }
        try {
            return assertThrows(TaskFailedException.class, links.get(length - 1)::join);
        } finally {
            scheduler.close();
        }
    }

    private record Cost(long frames, long messages, long printed) {}

    /** Looks whether the chain names each task, with the line of its body; and counts what it takes. */
    private Cost cost(TaskFailedException last, int length) {
        long frames = 0;
        long messages = 0;
        Throwable link = last;
        for (int i = length - 1; i >= 0; i--) {
            assertTrue(link.getMessage().startsWith("task 'link-" + i + "' failed: "), link.getMessage());
            assertTrue(link.getMessage().endsWith("the disk is full"), link.getMessage());
            assertEquals(0, link.getSuppressed().length);
            if (i < length - 1) assertTrue(isInBody(link), Arrays.toString(link.getStackTrace()));
            frames += link.getStackTrace().length;
            messages += link.getMessage().length();
            link = link.getCause();
        }
        assertSame(first, link);
        assertEquals(0, link.getSuppressed().length);
        StringWriter text = new StringWriter();
        last.printStackTrace(new PrintWriter(text));
        return new Cost(frames, messages, text.getBuffer().length());
    }

    private static boolean isInBody(Throwable link) {
        return Arrays.stream(link.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(FailureChainTest.class.getName()));
    }
}
