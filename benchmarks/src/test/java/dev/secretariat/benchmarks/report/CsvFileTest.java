package dev.secretariat.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class CsvFileTest {
    private static final Circumstances CIRCUMSTANCES = Circumstances.of(
            List.of("--quick"), List.of("-XX:+UseG1GC"), ZonedDateTime.of(2026, 11, 25, 8, 30, 0, 7, ZoneOffset.UTC));

    private static String written() throws IOException {
        StringBuilder text = new StringBuilder();
        CsvFile.write(Samples.ALL, CIRCUMSTANCES, text);
        return text.toString();
    }

    @Test
    void circumstancesComeFirst() throws IOException {
        String text = written();
        for (String line : List.of(
                "# date: 2026-11-25T08:30:00Z",
                "# collector: G1",
                "# command: java -jar benchmarks/target/benchmarks.jar --quick")) {
            assertTrue(text.contains(line + "\n"), text);
        }
        for (String name : List.of("machine", "cores", "JDK", "versions")) {
            assertTrue(text.contains("# " + name + ": "), text);
        }
    }

    @Test
    void eachComparisonIsARecord() throws IOException {
        List<CSVRecord> records = records(written());
        assertEquals(Samples.ALL.size(), records.size());
        CSVRecord first = records.get(0);
        assertEquals("chainedSpawn", first.get("metric"));
        assertEquals("ns", first.get("unit"));
        assertEquals("lower", first.get("better"));
        assertEquals(12.5, Double.parseDouble(first.get("ours")));
        assertEquals(3.0, Double.parseDouble(first.get("ratio")), 1e-9);
        assertEquals(3 / Math.pow(1.1, 3), Double.parseDouble(first.get("low")), 1e-9);
        assertEquals(3 * Math.pow(1.1, 3), Double.parseDouble(first.get("high")), 1e-9);
        assertEquals("better", first.get("we_are"));
        assertEquals("true", first.get("met"));
        CSVRecord withoutTarget = records.get(2);
        assertEquals("higher", withoutTarget.get("better"));
        assertEquals("", withoutTarget.get("target"));
        assertEquals("", withoutTarget.get("met"));
    }

    private static List<CSVRecord> records(String text) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setCommentMarker('#')
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        return CSVParser.parse(text, format).getRecords();
    }

    @Test
    void theIntervalCanBeComputedFromThePairs() throws IOException {
        StringBuilder text = new StringBuilder();
        PairsFile.write(Samples.ALL, CIRCUMSTANCES, text);
        List<CSVRecord> records = records(text.toString());
        assertEquals(9 * Samples.ALL.size(), records.size());
        List<Double> ratios = records.stream()
                .filter(it -> it.get("metric").equals("chainedSpawn")
                        && it.get("peer").equals("fjp"))
                .map(it -> Double.parseDouble(it.get("theirs")) / Double.parseDouble(it.get("ours")))
                .sorted()
                .toList();
        CSVRecord comparison = records(written()).get(0);
        // Of nine, the second at each end.
        assertEquals(Double.parseDouble(comparison.get("low")), ratios.get(1), 1e-9);
        assertEquals(Double.parseDouble(comparison.get("high")), ratios.get(7), 1e-9);
        assertEquals("0.01", records.get(0).get("theirs_foreign_load"));
        assertEquals("1.5", records.get(0).get("ours_load_average"));
    }

    @Test
    void theCollectorIsNamedByTheOptionThatChoosesIt() {
        assertEquals("Parallel", Circumstances.collector(List.of("-Xmx1g", "-XX:+UseParallelGC")));
        assertEquals("the JVM's choice", Circumstances.collector(List.of("-Xmx1g")));
    }
}
