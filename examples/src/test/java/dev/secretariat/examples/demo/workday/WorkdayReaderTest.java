package dev.secretariat.examples.demo.workday;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkdayReaderTest {
    private static final String HEADER = "kind,time,minutes,name\n";

    private static Workday read(String text) throws UnreadableWorkdayException {
        return WorkdayReader.read("my.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String complaint(String text) {
        return assertThrows(UnreadableWorkdayException.class, () -> read(text)).getMessage();
    }

    @Test
    void callsAndAppointmentsAreReadInTheOrderOfTime() throws Exception {
        Workday day = read(HEADER + "call,09:30,5,Mrs Miller\nappointment,08:15,30,Dr Weber\n");
        assertEquals(
                List.of(
                        new Appointment("Dr Weber", TimeOfDay.of(8, 15), 30, 3),
                        new Call("Mrs Miller", TimeOfDay.of(9, 30), 5, 2)),
                day.entries());
        assertEquals(TimeOfDay.of(8, 0), day.opening());
    }

    @Test
    void commentsBlankLinesSpacesAndAMissingLastNewlineAreFine() throws Exception {
        Workday day = read("# my day\n\n kind, time, minutes, name\n  \n# one\ncall, 09:30 , 5, A B");
        assertEquals(List.of(new Call("A B", TimeOfDay.of(9, 30), 5, 6)), day.entries());
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreFine() throws Exception {
        Workday day = read("\uFEFFkind,time,minutes,name\r\ncall,09:30,5,A\r\n");
        assertEquals(List.of(new Call("A", TimeOfDay.of(9, 30), 5, 2)), day.entries());
    }

    @Test
    void aQuotedNameMayHoldCommasAndQuotes() throws Exception {
        Workday day = read(HEADER + "call,09:30,5,\"Miller, \"\"Bob\"\"\"\n");
        assertEquals("Miller, \"Bob\"", day.entries().get(0).name());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            visit,09:00,5,A          | expected the kind call or appointment, found visit
            ,09:00,5,A               | expected the kind call or appointment, found nothing
            call,9:00,5,A            | expected a time as HH:MM, from 00:00 to 23:59, found 9:00
            call,24:00,5,A           | expected a time as HH:MM, from 00:00 to 23:59, found 24:00
            call,noon,5,A            | expected a time as HH:MM, from 00:00 to 23:59, found noon
            call,09:00,-5,A          | expected whole minutes, from 1 to 1440, found -5
            call,09:00,0,A           | expected whole minutes, from 1 to 1440, found 0
            call,09:00,1441,A        | expected whole minutes, from 1 to 1440, found 1441
            call,09:00,99999999999,A | expected whole minutes, from 1 to 1440, found 99999999999
            call,09:00,2.5,A         | expected whole minutes, from 1 to 1440, found 2.5
            call,09:00,5,            | expected a name, without control characters, found nothing
            call,09:00,5             | expected 4 values, kind,time,minutes,name, found 3 of them
            call,09:00,5,A,B         | expected 4 values, kind,time,minutes,name, found 5 of them
            call,09:00,5,"A          | expected values with quotes that are closed on the same line, found call,09:00,5,"A
            call,09:00,5,"A"B        | expected values with quotes that are closed on the same line, found call,09:00,5,"A"B
            """)
    void aMalformedLineIsNamedWithWhatWasExpected(String line, String expectation) {
        assertEquals("my.csv:4: " + expectation, complaint("# day\n" + HEADER + "\n" + line + "\n"));
    }

    @Test
    void everyMalformedLineIsNamed() {
        assertEquals(
                List.of(
                        "my.csv:2: expected the kind call or appointment, found x",
                        "my.csv:4: expected a time as HH:MM, from 00:00 to 23:59, found y"),
                complaint(HEADER + "x,09:00,5,A\ncall,09:00,5,B\ncall,y,5,C\n")
                        .lines()
                        .toList());
    }

    @Test
    void aMissingHeaderIsNamed() {
        assertEquals(
                "my.csv:1: expected the header kind,time,minutes,name, found call,09:00,5,A",
                complaint("call,09:00,5,A\ncall,09:00,5,A\n"));
    }

    @Test
    void controlCharactersAreNotRepeatedToTheTerminal() {
        String complaint = complaint(HEADER + "call,09:00,5,\u001b[31mred\n");
        assertEquals("my.csv:2: expected a name, without control characters, found \uFFFD[31mred", complaint);
    }

    @ParameterizedTest
    @CsvSource(value = {"''", "'# nothing\n'", "'kind,time,minutes,name\n'"})
    void aFileWithoutEntriesIsRefused(String text) {
        assertEquals("my.csv: expected at least one call or appointment, found none", complaint(text));
    }

    @Test
    void otherEncodingsThanUtf8AreRefused() {
        byte[] latin = "kind,time,minutes,name\ncall,09:00,5,Jürg".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                "my.csv: expected text in UTF-8",
                assertThrows(UnreadableWorkdayException.class, () -> WorkdayReader.read("my.csv", latin))
                        .getMessage());
    }

    @Test
    void aMissingFileAndAFolderAreNamed(@TempDir Path folder) {
        Path missing = folder.resolve("no.csv");
        assertEquals(
                missing + ": there is no such file",
                assertThrows(UnreadableWorkdayException.class, () -> WorkdayReader.read(missing))
                        .getMessage());
        assertTrue(assertThrows(UnreadableWorkdayException.class, () -> WorkdayReader.read(folder))
                .getMessage()
                .startsWith(folder + ": cannot be read"));
    }
}
