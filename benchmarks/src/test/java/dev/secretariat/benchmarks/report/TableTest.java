package dev.secretariat.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void rowsStandUnderTheHeader() {
        String table = Stream.concat(
                        Stream.of(Table.header()), Samples.ALL.stream().map(Table::row))
                .collect(Collectors.joining("\n", "", "\n"));
        assertEquals("""
                metric              workers          ours  peer                      theirs    ratio  interval        we are   target
                chainedSpawn              2       12.5 ns  fjp                      37.5 ns    3.00x  2.25 to 3.99    better   3.00x met
                chainedSpawn              2       12.5 ns  virtual                  99.0 ns    7.92x  5.95 to 10.5    better   10.0x missed
                foreignSubmit1            2      25.1 M/s  reactor                 25.0 M/s    1.00x  0.75 to 1.34    equal    -
                bytesPerParkedTask        2        40.0 B  limit                     48.0 B    1.20x  0.90 to 1.60    equal    1.00x met
                """, table);
    }
}
