package dev.secretariat.history;

import static dev.secretariat.history.Models.BAG;
import static dev.secretariat.history.Models.QUEUE;
import static dev.secretariat.history.Models.REGISTER;
import static dev.secretariat.history.Models.REGISTERS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Short histories whose verdicts are known: L for linearizable, S for sequentially, Q for quiescently consistent. */
class ConsistencyTest {
    private static String verdicts(Model<?, String, String> model, String text) {
        StringBuilder letters = new StringBuilder();
        for (Consistency consistency : Consistency.values()) {
            Verdict verdict = Checker.of(model).consistency(consistency).verdict(Written.history(text));
            if (verdict.isConsistent()) letters.append(consistency.name().charAt(0));
        }
        return letters.toString();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "a>w1 a< b>r b<1, LSQ",
        "a>w1 b>r b<0 a<, LSQ",
        "a>w1 b>r b<1 a<, LSQ",
        "a>w1 a< a>r a<0, ''",
        "a>r a<1, ''",
        // A late read: nothing is concurrent, but the clients differ.
        "a>w1 a< b>r b<0, S",
        // One reader sees the write before another does not.
        "a>w1 b>r b<1 c>r c<0 a<, SQ",
        // A client does not see its own write, amid another's call.
        "c>w9 a>w1 a< a>r a<0 c<, Q",
        "a>s01 b>s01 a<yes b<yes, ''",
        "a>s01 b>s01 a<no b<yes, LSQ",
        "a>s01 a<no b>s01 b<yes, S",
    })
    void required_H2_ofARegister(String text, String expected) {
        assertEquals(expected, verdicts(REGISTER, text));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        // Never answered: may have taken effect at any time, once.
        "a>w1 b>r b<1, LSQ",
        "a>w1 b>r b<0, LSQ",
        "a>w1 b>r b<0 b>r b<1, LSQ",
        "a>w1 b>r b<1 b>r b<0, Q",
        "a>w1 a? b>r b<0 b>r b<1, LSQ",
        "a>w1 a? a>r a<0 a>r a<1, LSQ",
        "b>r b<1 a>w1, S",
        // The later of two equal ones may come, though the earlier cannot yet.
        "a>r a<1 a>w1 b>w1, S",
        "a>w1 a? c>w1 b>r b<1 b>w0 b< b>r b<1 b>w0 b< b>r b<1, Q",
        "a>w1 a? c>w1 b>r b<1 b>w0 b< b>r b<1 b>w0 b< b>r b<0, LSQ",
        // After such a call nothing is quiescent any more.
        "a>w1 a? b>w2 b< b>r b<0, Q",
        // Certainly without effect; but it delays quiescence.
        "a>w1 a- b>r b<1, ''",
        "a>w1 a- b>r b<0, LSQ",
        "a>w2 a< b>r b<0, S",
        "c>w5 a>w2 a< b>r b<0 c-, SQ",
        "c>w5 a>w2 a< c- b>r b<0, S",
    })
    void required_H3_ofCallsThatWereNotAnswered(String text, String expected) {
        assertEquals(expected, verdicts(REGISTER, text));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "a>put1 a< b>put2 b< c>take c<1 c>take c<2, LSQ",
        "a>put1 a< b>put2 b< c>take c<2, S",
        "a>put1 b>put2 a< b< c>take c<2 c>take c<1, LSQ",
        "a>put1 a< c>take d>take c<1 d<1, ''",
        // A take waits until something is there.
        "c>take a>put1 a< c<1, LSQ",
        "c>take c<1 a>put1 a<, S",
        "a>put1 a< c>take b>take b<1, LSQ",
        "a>poll a<none b>put1 b< a>poll a<1, LSQ",
        "b>put1 b< a>poll a<none, S",
    })
    void required_H2_ofAQueue(String text, String expected) {
        assertEquals(expected, verdicts(QUEUE, text));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "a>put1 a< a>put2 a< b>take b<2 b>take b<1, LSQ",
        "a>put1 a< a>put2 a< b>take b<2 b>take b<2, ''",
        "a>put1 a< a>put2 a< c>take b>take b<2, LSQ",
        "a>put1 a< a>put2 a< c>take b>take b<2 b>take b<1, LSQ",
        "a>put1 a< a>put2 a< c>take c- b>take b<2 b>take b<1 b>take, LSQ",
    })
    void required_H2_ofABagOutOfWhichAnyElementIsTaken(String text, String expected) {
        assertEquals(expected, verdicts(BAG, text));
    }

    /** Each of two clients writes one register and then reads the other, and sees none of the writes. */
    @Test
    void required_H4_theWholeNeedNotBeSequentiallyConsistentIfItsPartsAre() {
        String text = "a>xw1 a< b>yw1 b< a>yr a<0 b>xr b<0";
        assertEquals("", verdicts(REGISTERS, text));
        assertEquals("", verdicts(Models.REGISTERS_AS_ONE, text));
        for (String part : Stream.of("a>xw1 a< b>xr b<0", "b>yw1 b< a>yr a<0").toList()) {
            assertEquals("S", verdicts(REGISTERS, part));
        }
    }

    /** A key is a shortcut and no other question: what is quiescent is the whole. */
    @Test
    void required_H4_aCallToAnotherPartDelaysQuiescence() {
        assertEquals("SQ", verdicts(REGISTERS, "c>yw1 a>xw1 a< b>xr b<0 c<"));
        assertEquals("SQ", verdicts(Models.REGISTERS_AS_ONE, "c>yw1 a>xw1 a< b>xr b<0 c<"));
    }

    @Test
    void anEmptyHistoryIsConsistent() {
        History<String, String> empty = History.of(() -> 0);
        for (Consistency consistency : Consistency.values()) {
            Checker.of(QUEUE).consistency(consistency).check(empty);
            Checker.of(REGISTERS).consistency(consistency).check(empty);
        }
    }
}
