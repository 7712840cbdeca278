package dev.secretariat.benchmarks.schedules;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * A figure of others, from the raw data that they have published.
 *
 * @param subject the program
 * @param source whose: {@code rff} or {@code surw}; see {@link #SOURCES}
 * @param search as they call it
 * @param median in their own words; empty if fewer than half of the trials have found the bug
 */
record Published(String subject, String source, String search, String median) {
    /** Where they are from, and what they are. */
    static final List<String> SOURCES = List.of(
            "rff:  github.com/dylanjwolff/RFF at b717e06, scripts/data-analysis/full-data.csv and, for PERIOD, finalResults.csv:",
            "      the data of Wolff et al., \"Greybox fuzzing for concurrency testing\" (2024); POS, PCT-3 and PERIOD as run there",
            "surw: github.com/zhaohuanqdcn/SURW at 2a4c5de, stats/period: the data of Zhao et al., \"Selectively uniform concurrency",
            "      testing\" (2025); RW is random, N-S the uniform walk. A run that SURW, N-S and PCT learn from is counted there",
            "Medians of 20 trials; \"-\": fewer than half of them have found the bug. Their programs are in C and C++, with each access to",
            "memory a step. Of the CAV 2018 paper on POS and the PCT figures of SCTBench's authors we have no data, so there are none.");

    static List<Published> all() {
        try (InputStream file = Published.class.getResourceAsStream("published.csv");
                Reader reader =
                        new InputStreamReader(Objects.requireNonNull(file, "published.csv"), StandardCharsets.UTF_8)) {
            CSVFormat format = CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get();
            return format.parse(reader).stream().map(Published::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Published of(CSVRecord line) {
        return new Published(line.get("subject"), line.get("source"), line.get("search"), line.get("median"));
    }

    /** Returns a figure, in words; empty if there is none. */
    static String of(List<Published> all, String subject, String source, String search) {
        return find(all, subject, source, search)
                .map(figure -> figure.median.isEmpty() ? "-" : figure.median)
                .orElse("");
    }

    private static Optional<Published> find(List<Published> all, String subject, String source, String search) {
        return all.stream()
                .filter(it -> it.subject.equals(subject) && it.source.equals(source) && it.search.equals(search))
                .findFirst();
    }
}
