package dev.secretariat.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.secretariat.benchmarks.run.Progress.Mark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final Mark MARK = new Mark("pingPong, tpe", 0.5, 61);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void progressGivesWayToLinesThatStay() {
        Terminal terminal = new Terminal(out, true);
        terminal.show(MARK);
        terminal.println("row");
        assertEquals("\r\033[K 50%, 61 s left: pingPong, tpe\r\033[Krow\n", printed());
    }

    @Test
    void elsewhereThereAreOnlyLines() {
        Terminal terminal = new Terminal(out, false);
        terminal.show(MARK);
        terminal.println("row");
        terminal.erase();
        assertEquals("row\n", printed());
    }

    @Test
    void longTimesAreMinutesAndUnknownOnesAreNotTold() {
        assertEquals(" 10%, 9 min left: a", Terminal.text(new Mark("a", 0.1, 530)));
        assertEquals("  0%: a", Terminal.text(new Mark("a", 0, -1)));
    }
}
