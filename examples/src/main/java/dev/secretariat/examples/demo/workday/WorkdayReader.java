package dev.secretariat.examples.demo.workday;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads a workday from CSV: a header, entries, and comments that begin with #. */
public final class WorkdayReader {
    private static final List<String> COLUMNS = List.of("kind", "time", "minutes", "name");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** The format of a single line: they are parsed one by one, so that each complaint can name its line. */
    private static final CSVFormat LINE = CSVFormat.DEFAULT
            .builder()
            .setCommentMarker('#')
            .setIgnoreSurroundingSpaces(true)
            .get();

    private final String source;
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private boolean headerSeen;

    private WorkdayReader(String source) {
        this.source = source;
    }

    /**
     * Reads a file.
     *
     * @param file in UTF-8
     * @throws UnreadableWorkdayException with everything that is wrong with it
     */
    public static Workday read(Path file) throws UnreadableWorkdayException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new UnreadableWorkdayException(List.of(file + ": there is no such file"));
        } catch (IOException e) {
            throw new UnreadableWorkdayException(List.of(file + ": cannot be read: " + e.getMessage()));
        }
        return read(file.toString(), bytes);
    }

    /**
     * Reads what a file holds.
     *
     * @param source what complaints call it
     * @param bytes in UTF-8
     * @throws UnreadableWorkdayException with everything that is wrong with it
     */
    public static Workday read(String source, byte[] bytes) throws UnreadableWorkdayException {
        WorkdayReader reader = new WorkdayReader(source);
        reader.readLines(reader.decode(bytes));
        if (reader.complaints.isEmpty() && reader.entries.isEmpty()) {
            reader.complaints.add(source + ": expected at least one call or appointment, found none");
        }
        if (!reader.complaints.isEmpty()) throw new UnreadableWorkdayException(reader.complaints);
        return new Workday(reader.entries);
    }

    private String decode(byte[] bytes) throws UnreadableWorkdayException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UnreadableWorkdayException(List.of(source + ": expected text in UTF-8"));
        }
    }

    private void readLines(String text) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            try {
                @Nullable Entry entry = readLine(line, number);
                if (entry != null) entries.add(entry);
            } catch (Malformed e) {
                complaints.add(source + ":" + number + ": " + e.getMessage());
            }
        }
    }

    /** Returns the entry of a line, or null if it has none. */
    private @Nullable Entry readLine(String line, int number) throws Malformed {
        if (line.isBlank()) return null;
        List<CSVRecord> records = parse(line);
        if (records.isEmpty()) return null; // a comment
        CSVRecord values = records.get(0);
        if (!headerSeen) {
            headerSeen = true;
            checkHeader(values);
            return null;
        }
        if (values.size() != COLUMNS.size()) {
            throw new Malformed(COLUMNS.size() + " values, " + header(), values.size() + " of them");
        }
        return entry(values, number);
    }

    private static List<CSVRecord> parse(String line) throws Malformed {
        try (CSVParser parser = CSVParser.parse(line, LINE)) {
            return parser.getRecords();
        } catch (IOException | RuntimeException e) {
            throw new Malformed("values with quotes that are closed on the same line", line);
        }
    }

    private static void checkHeader(CSVRecord values) throws Malformed {
        List<String> found = values.stream().map(String::strip).toList();
        if (!found.equals(COLUMNS)) {
            throw new Malformed("the header " + header(), String.join(",", found));
        }
    }

    private static String header() {
        return String.join(",", COLUMNS);
    }

    private static Entry entry(CSVRecord values, int line) throws Malformed {
        String kind = values.get(0);
        TimeOfDay time = Values.time(values.get(1));
        int minutes = Values.minutes(values.get(2));
        String name = Values.name(values.get(3));
        return switch (kind) {
            case "call" -> new Call(name, time, minutes, line);
            case "appointment" -> new Appointment(name, time, minutes, line);
            default -> throw new Malformed("the kind call or appointment", kind);
        };
    }
}
