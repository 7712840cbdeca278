package dev.secretariat.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What people read. */
class ReportTest {
    private static String report(Model<?, String, String> model, Consistency consistency, String text) {
        return Checker.of(model)
                .consistency(consistency)
                .verdict(Written.history(text))
                .toString();
    }

    @Test
    void ofARegisterThatForgets() {
        assertEquals("""
                the history is not linearizable: b: r returned 0, but wherever it can come it returns 2, or it returns 1
                No order gets farther than this, of 3 operations, with the state after each:
                         0
                      #1 a: w1 returned  -> 1
                      #2 b: r returned 1  -> 1
                      #3 c: w2 returned  -> 2
                Next would come one of these, and none can:
                       ! b: r returned 0, but there it returns 2
                These answers are enough for that, whatever the others were:
                         b: r returned 1
                         b: r returned 0
                All calls but 1, which play no part (> called, < answered, = both at once, # its place above, ! cannot come):
                    time  a        b          c
                       0  > #1 w1
                       0  |        = #2 r: 1
                       0  <
                       0                      > #3 w2
                       0           = ! r: 0   |
                       0                      <
                """, report(Models.REGISTER, Consistency.LINEARIZABLE, "a>w1 b>r b<1 a< c>w2 b>r b<0 c< d>r d<2"));
    }

    @Test
    void ofAQueueThatGivesTwice() {
        assertEquals(
                """
                the history is not linearizable: d: take returned 1, but wherever it can come it waits, or it returns 2
                No order gets farther than this, of 4 operations, with the state after each:
                         []
                      #1 a: put1 returned  -> [1]
                      #2 b: put2 returned  -> [1, 2]
                      #3 c: take returned 1  -> [2]
                      #4 a: take returned 2  -> []
                Next would come one of these, and none can:
                       ! d: take returned 1, but there it waits
                These answers are enough for that, whatever the others were:
                         c: take returned 1
                         d: take returned 1
                All calls (> called, < answered, = both at once, # its place above, ! cannot come):
                    time  a          b          c             d
                       0  > #1 put1
                       0  |          > #2 put2
                       0  <          |
                       0             <
                       0                        = #3 take: 1
                       0                                      > ! take
                       0  > #4 take                           |
                       0  |                                   < 1
                       0  < 2
                """,
                report(Models.QUEUE, Consistency.LINEARIZABLE, "a>put1 b>put2 a< b< c>take c<1 d>take a>take d<1 a<2"));
    }

    @Test
    void ofWhatAModelDoesNotAllow() {
        String told = report(Models.BAG, Consistency.LINEARIZABLE, "a>put1 a< b>take b<2 c>take");
        assertTrue(
                told.startsWith(
                        "the history is not linearizable: b: take returned 2, which the model does not allow\n"),
                told);
    }

    @Test
    void ofCallsThatWereNeverAnswered() {
        String told = report(Models.REGISTER, Consistency.LINEARIZABLE, "a>w1 b>r b<1 b>r b<0 c>w2");
        assertTrue(
                told.contains("       ! a: w1 has not returned; it may come, but then nothing else can either\n")
                        || told.contains("#1 a: w1 has not returned  -> 1"),
                told);
        assertTrue(told.contains("         ...\n") || told.contains("  ..."), told);
    }

    @Test
    void ofWhatFits() {
        assertEquals("""
                the history is linearizable; an order:
                    a: put1 returned
                    c: take returned 1
                """, report(Models.QUEUE, Consistency.LINEARIZABLE, "c>take a>put1 c<1 a<"));
    }

    @Test
    void ofTwoParts() {
        assertEquals("""
                the history is sequentially consistent; an order of a part:
                    a: xw1 returned
                ; an order of a part:
                    a: yr returned 0
                """, report(Models.REGISTERS, Consistency.SEQUENTIAL, "a>xw1 a< a>yr a<0"));
    }
}
